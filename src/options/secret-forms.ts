const armor = /^-----BEGIN PGP [A-Z ]+-----/;

/**
 * What else would tell a secret: its base64, as a log may hold it of a file or a request, and where it is the base64 of
 * an armored key, the key itself. Each is to be masked, and with it every line that it has.
 */
export function formsOf(text: string): string[] {
  const secret = text.trim();
  if (secret === "") return [];
  const decoded = Buffer.from(secret, "base64").toString("utf8");
  return [
    secret,
    ...[secret, `${secret}\n`].map((form) => Buffer.from(form).toString("base64")),
    ...(armor.test(decoded) ? [decoded.trim()] : []),
  ];
}

/** The versions from which real Helm chose what test/fixtures/range-choices.json records, in no order. */
export const versionsOffered: readonly string[] = [
  "0.0.0-1 0.0.1 0.0.2 0.0.3 0.0.9 0.1.0 0.1.7 0.2.0 0.2.3 0.2.9 0.3.0 1.0.0-rc.1 1.0.0 1.1.0",
  "1.2.0 1.2.3 1.2.3-rc.1 1.2.4 1.2.5 1.3.0 1.3.9-alpha 1.4.0 1.4.7 1.9.9 2.0.0 2.0.1 2.1.0 2.1.3 2.2.0-alpha",
  "2.2.0-beta.1 2.2.0-beta.2 2.2.0-beta.10 2.2.0-beta.2.1 2.2.1-0 3.0.0+build.1 4.0.0-rc.1 4.0.0-rc.2",
  "v5.0.0 v5.0.1 6 6.1 7.0.0-0",
].flatMap((line) => line.split(" "));

/** What can go wrong on the way back from an identity provider: the only sentences that the sign-in page shows about it. */

export const SIGN_IN_TROUBLE = {
  cancelled: "Signing in with the other service was cancelled",
  away: "The sign-in service cannot be reached: try again in a moment, or sign in with a password",
  clock:
    "The clocks of this server and of the sign-in service differ too much: an administrator has to set them",
  stale: "This sign-in took too long, was used already or began in another browser: start it again",
  domain: "This e-mail address is not of a domain that may sign in here",
  unverified: "The sign-in service has not verified your e-mail address: verify it there first",
  unknown: "Nobody with this e-mail address is here yet: ask an administrator for an invitation",
  disabled: "This account is disabled: ask an administrator to open it again",
  taken:
    "This e-mail address belongs to another account of the sign-in service: ask an administrator",
  busy: "Wheelhouse cannot reach its database: try again in a moment",
  failed:
    "The sign-in service did not answer as expected: an administrator finds the reason in the log",
} as const;

export type SignInTrouble = keyof typeof SIGN_IN_TROUBLE;

/** The sentence for a word in the page's address; anything else has none. */
export function signInTrouble(word: unknown): string | null {
  const isKnown = typeof word === "string" && Object.hasOwn(SIGN_IN_TROUBLE, word);
  return isKnown ? SIGN_IN_TROUBLE[word as SignInTrouble] : null;
}

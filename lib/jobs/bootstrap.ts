/** The first start on an empty database: an administrator and a demo, or the token of the set-up page. */

export type BootstrapOptions = {
  /** The embedded database is a trial: somebody can sign in at once. */
  readonly embedded: boolean;
  readonly demo: boolean;
};

/** What to tell whoever started it; everything null on any later start. */
export type Bootstrapped = {
  readonly admin: { readonly email: string; readonly password: string | null } | null;
  readonly setupToken: string | null;
};

export async function bootstrap(_options: BootstrapOptions): Promise<Bootstrapped> {
  return { admin: null, setupToken: null };
}

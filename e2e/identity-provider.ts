/** A real OpenID provider on this machine, for browsers that are sent there to sign in. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

type Claims = Readonly<Record<string, unknown>>;

export type IdentityProvider = {
  /** What points a Wheelhouse at it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Makes somebody who can sign in there with this name and any password. */
  readonly add: (login: string, claims: Claims) => void;
  /** From now on nobody answers. */
  readonly goAway: () => void;
  readonly stop: () => Promise<void>;
};

const CLIENT = { client_id: "wheelhouse", client_secret: "a-client-secret-for-tests" };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, Claims>();
  let isAway = false;
  const server = createServer((req, res) => {
    if (isAway) res.socket?.destroy();
    else void handle(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handle = quietly(() => providerAt(issuer, people)).callback();
  return {
    variables: {
      WHEELHOUSE_OIDC_ISSUER: issuer,
      WHEELHOUSE_OIDC_CLIENT_ID: CLIENT.client_id,
      WHEELHOUSE_OIDC_CLIENT_SECRET: CLIENT.client_secret,
    },
    add: (login, claims) => people.set(login, claims),
    goAway: () => {
      isAway = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Browsers keep connections open for later.
        server.closeAllConnections();
      }),
  };
}

function providerAt(issuer: string, people: ReadonlyMap<string, Claims>): Provider {
  return new Provider(issuer, {
    clients: [
      {
        ...CLIENT,
        // Of a native client any port of this machine is taken: ours is known only later.
        application_type: "native",
        redirect_uris: ["http://127.0.0.1/api/auth/callback/oidc"],
      },
    ],
    cookies: { keys: ["a-key-for-tests"] },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 3_600, Grant: 3_600, IdToken: 3_600, Interaction: 3_600, Session: 3_600 },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub) }),
    }),
  });
}

/** It warns of its own development pages, which are what is wanted here. */
function quietly<T>(make: () => T): T {
  const { info, warn } = console;
  console.info = console.warn = () => undefined;
  try {
    return make();
  } finally {
    Object.assign(console, { info, warn });
  }
}

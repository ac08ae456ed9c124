/** The document around every page: fonts, theme before paint, nothing else. */
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import "./globals.css";

/** Not preloaded: it is fetched only by pages that show ids or code. */
const mono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: "Wheelhouse", template: "%s · Wheelhouse" },
  description: "Operations console for AI-agent systems in production.",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f5f6" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0d" },
  ],
};

/** A page made ahead could not carry the nonce of its answer. */
export const dynamic = "force-dynamic";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below writes theme and rail on this element before React arrives.
    <html lang="en" className={`${GeistSans.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        {/* Blocking on purpose: it must run before the first paint, or a dark page flashes light. */}
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}

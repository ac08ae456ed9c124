"use client";
/** Phrases of a text: every kind is an element of ours, and whatever came from the file is its text. */
import { Fragment, type ReactNode } from "react";
import type { Inline, Picture, Wrapper } from "@/lib/runbooks/markdown/node";
import { useSetting } from "./setting";

export function Inlines({ of }: { of: readonly Inline[] }) {
  return of.map((inline, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn whole, and its parts have no other name
    <Fragment key={i}>
      <One inline={inline} />
    </Fragment>
  ));
}

const WRAPPERS: Readonly<Record<Wrapper, (children: ReactNode) => ReactNode>> = {
  strong: (children) => <strong className="font-semibold text-primary">{children}</strong>,
  emphasis: (children) => <em>{children}</em>,
  strike: (children) => <s>{children}</s>,
  kbd: (children) => (
    <kbd className="rounded-control border border-control px-1 font-mono text-12">{children}</kbd>
  ),
  sub: (children) => <sub>{children}</sub>,
  sup: (children) => <sup>{children}</sup>,
};

function One({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return (
        <code className="rounded-control bg-hover px-1 py-px font-mono text-[0.92em] text-primary">
          {inline.text}
        </code>
      );
    case "break":
      return <br />;
    case "link":
      return (
        <Link href={inline.href}>
          <Inlines of={inline.inlines} />
        </Link>
      );
    case "image":
      return <Image {...inline} />;
    case "footnote":
      return <Footnote label={inline.label} />;
    default:
      return WRAPPERS[inline.kind](<Inlines of={inline.inlines} />);
  }
}

const LINK = "rounded-control text-accent-text underline underline-offset-2 hover:no-underline";

function Link({ href, children }: { href: string | null; children: ReactNode }) {
  const { link, prefix = "" } = useSetting();
  if (href === null) {
    return (
      <span title="This link leads nowhere" className="underline decoration-dotted">
        {children}
      </span>
    );
  }
  if (href.startsWith("#")) {
    return (
      <a href={`#${prefix}${href.slice(1)}`} className={LINK}>
        {children}
      </a>
    );
  }
  if (href.startsWith("/")) {
    return link ? link(href, children) : <a href={href}>{children}</a>;
  }
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className={LINK}>
      {children}
    </a>
  );
}

type ImageProps = Pick<Extract<Inline, { kind: "image" }>, "href" | "alt" | "picture">;

/** Pictures of other servers are not fetched: whoever serves them would learn who reads what, and when. */
function Image({ href, alt, picture }: ImageProps) {
  if (picture) return <Shown picture={picture} alt={alt} />;
  const words = alt.trim() || "without a description";
  const isElsewhere = href?.startsWith("http") ?? false;
  const shown = (
    <span className="rounded-control border border-line border-dashed px-1.5 py-px text-muted">
      {isElsewhere ? "Image" : "Image, not kept here"}: {words}
    </span>
  );
  return isElsewhere ? <Link href={href}>{shown}</Link> : shown;
}

/** As wide as the text; a click shows it in its own size. */
function Shown({ picture: { src, width, height }, alt }: { picture: Picture; alt: string }) {
  return (
    <a href={src} target="_blank" rel="noreferrer" className="my-1 block rounded-control">
      {/* biome-ignore lint/performance/noImgElement: it comes with the release, in the size it is shown in */}
      <img
        src={src}
        alt={alt}
        width={width ?? undefined}
        height={height ?? undefined}
        loading="lazy"
        decoding="async"
        className="h-auto max-w-full rounded-control border border-line"
      />
    </a>
  );
}

function Footnote({ label }: { label: string }) {
  const { prefix = "" } = useSetting();
  return (
    <sup>
      <a href={`#${prefix}fn-${label}`} className={LINK}>
        {label}
      </a>
    </sup>
  );
}

/** What a Markdown text is here: plain values that can be sent, kept and drawn, and that no HTML can hide in. */

export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: Wrapper; readonly inlines: readonly Inline[] }
  | { readonly kind: "break" }
  /** `href` is http(s), mailto, a path of the console or `#anchor`; null where it leads nowhere. */
  | {
      readonly kind: "link";
      readonly href: string | null;
      readonly inlines: readonly Inline[];
    }
  /** `picture` is one of ours that can be shown; any other is its words, with a link where it has an address. */
  | {
      readonly kind: "image";
      readonly href: string | null;
      readonly alt: string;
      readonly picture?: Picture;
    }
  | { readonly kind: "footnote"; readonly label: string };

export type Picture = {
  readonly src: string;
  /** In px, so that the text does not jump when it comes; null where the file does not tell. */
  readonly width: number | null;
  readonly height: number | null;
};

export type Wrapper = "strong" | "emphasis" | "strike" | "kbd" | "sub" | "sup";

export const TONES = ["note", "tip", "important", "warning", "caution"] as const;
export type Tone = (typeof TONES)[number];

export type Align = "left" | "right" | "center" | null;

export type Item = {
  readonly blocks: readonly Block[];
  /** What a tick on it is kept by; null for what cannot be ticked. */
  readonly step: string | null;
  /** As the file says; null for no task. */
  readonly isDone: boolean | null;
};

/** A chart of live values: what it asks is judged by whoever answers. */
export type Panel = {
  readonly kind: "panel";
  readonly title: string;
  readonly ask: PanelAsk | null;
  /** Why there is nothing to ask. */
  readonly problem: string | null;
  readonly text: string;
};
export type PanelAsk = {
  readonly signal: object;
  readonly filters: readonly PanelFilter[];
  readonly groupBy: readonly string[];
  readonly range: string;
};
export type PanelFilter = {
  readonly on: string;
  readonly op?: string | undefined;
  readonly values: readonly string[];
};

export type Block =
  | {
      readonly kind: "heading";
      readonly depth: number;
      readonly anchor: string;
      readonly inlines: readonly Inline[];
    }
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  /** Text of HTML that is not understood: lines as they stand. */
  | { readonly kind: "verbatim"; readonly inlines: readonly Inline[] }
  | { readonly kind: "code"; readonly info: string; readonly text: string }
  | Panel
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | {
      readonly kind: "note";
      readonly tone: Tone;
      readonly title: string;
      readonly blocks: readonly Block[];
    }
  | {
      readonly kind: "list";
      /** Null for one without numbers. */
      readonly start: number | null;
      readonly items: readonly Item[];
    }
  | {
      readonly kind: "table";
      readonly align: readonly Align[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: "rule" }
  | { readonly kind: "contents" }
  | {
      readonly kind: "details";
      readonly summary: readonly Inline[];
      readonly isOpen: boolean;
      readonly blocks: readonly Block[];
    }
  | { readonly kind: "footnotes"; readonly label: string; readonly blocks: readonly Block[] };

/** What the head of a file says; anything else in it is left out. */
export type Front = {
  readonly title: string | null;
  readonly summary: string | null;
  readonly alerts: readonly string[];
  readonly keywords: readonly string[];
};

export type Heading = {
  readonly depth: number;
  readonly anchor: string;
  readonly text: string;
};

export type Markdown = {
  readonly front: Front;
  readonly blocks: readonly Block[];
};

/** The text of inlines without its marks. */
export function textOf(inlines: readonly Inline[]): string {
  return inlines.map(plain).join("");
}

function plain(inline: Inline): string {
  switch (inline.kind) {
    case "text":
    case "code":
      return inline.text;
    case "break":
      return "\n";
    case "image":
      return inline.alt;
    case "footnote":
      return "";
    default:
      return textOf(inline.inlines);
  }
}

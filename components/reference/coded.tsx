/** A sentence of the document: what stands between backticks is code. */
export const Coded = ({ children }: { children: string }) =>
  children.split("`").map((part, i) =>
    i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is drawn whole, and its parts have no other name
      <code key={i} className="font-mono text-12 text-primary">
        {part}
      </code>
    ) : (
      part
    ),
  );

/** Matchers as they are written, each a tag. */
import { Tag } from "@/components/ui/badge";
import { type Matcher, writeMatcher } from "@/lib/notify/matcher";

export function MatcherTags({ matchers }: { matchers: readonly Matcher[] }) {
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {matchers.map((matcher) => (
        <Tag key={writeMatcher(matcher)} mono>
          {writeMatcher(matcher)}
        </Tag>
      ))}
    </span>
  );
}

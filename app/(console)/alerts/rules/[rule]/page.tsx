/** One alert rule, its editor and its backtest. */
import type { Metadata } from "next";
import { RulePage } from "@/components/alerts/rules/rule-page";

export const metadata: Metadata = { title: "Alert rule" };

type Props = { params: Promise<{ rule: string }> };

export default async function Page({ params }: Props) {
  const { rule } = await params;
  return <RulePage id={decodeURIComponent(rule)} />;
}

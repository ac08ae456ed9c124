/** The scenarios that Wheelhouse holds itself to: Prometheus' own behaviour, and where it is to be better. */
import type { ScenarioInput } from "./scenario";

type More = Omit<Partial<ScenarioInput>, "id" | "title">;

/** One metric `cond` with one label set `a` that is either 0 or 1, looked at each minute. */
const plain = (
  id: string,
  title: string,
  holds: string,
  values: string,
  expected: string,
  more: More = {},
): ScenarioInput => {
  const [wait = "0s", keep = "0s"] = holds.split("/");
  return {
    id,
    title,
    interval: "1m",
    for: wait,
    keep_firing_for: keep,
    expr: "cond == 1",
    series: { 'cond{i="a"}': values },
    expected: { a: expected },
    ...more,
  };
};

/** Confirmed with promtool 2.42. */
// biome-ignore format: a table of transitions reads in columns
export const PROMETHEUS_ROWS: readonly ScenarioInput[] = [
  plain("P01", "without `for` it fires at the first true evaluation", "0s", "0 1 1 0", "IFFI"),
  plain("P02", "it fires when `for` has passed since the first true evaluation", "5m", "1 1 1 1 1 1 1", "PPPPPFF"),
  plain("P03", "what passes sooner than `for` never fires", "5m", "1 1 1 1 1 0 0", "PPPPPII"),
  plain("P04", "one false evaluation starts `for` anew", "5m", "1 1 1 0 1 1 1 1 1 1 1", "PPPIPPPPPFF"),
  plain("P05", "`for` ends at the next evaluation, not between two", "90s", "1 1 1 1", "PPFF"),
  plain("P06", "a `for` below the interval still waits for one evaluation", "30s", "1 1 1", "PFF"),
  plain("P07", "a `for` of one interval waits for one evaluation", "1m", "1 1 1", "PFF"),
  plain("P08", "gaps within the look-back are not false", "5m", "1 _ _ _ _ 1 1", "PPPPPFF"),
  plain("P09", "gaps beyond the look-back start `for` anew", "10m", "1 1 1 _x8 1 1", "PPPPPPPPIIIPP"),
  plain("P10", "a series that ends is no longer pending", "5m", "1 1 1 stale 1 1 1", "PPPIPPP"),
  plain("P11", "a series that ends is resolved", "1m", "1 1 1 stale _ _", "PFFIII"),
  plain("P12", "without a hold it resolves at the first false evaluation", "1m", "1 1 1 0 0", "PFFII"),
  plain("P13", "it fires again only after another `for`", "2m", "1 1 1 0 1 1 1", "PPFIPPF"),
  plain("P14", "it is held for as long as `keep_firing_for`", "1m/3m", "1 1 1 0 0 0 0 0", "PFFFFFII"),
  plain("P15", "true again within the hold, and the next hold is a whole one", "1m/3m", "1 1 0 0 1 0 0 0 0 0", "PFFFFFFFII"),
  plain("P16", "what is pending is not held", "3m/5m", "1 1 0 0 0", "PPIII"),
  plain("P17", "after the hold `for` is waited for again", "1m/1m", "1 1 0 0 1 1 1", "PFFIPFF"),
  plain("P18", "a hold below the interval still holds one evaluation", "0s/30s", "1 0 0 0", "FFII"),
  plain("P19", "a hold makes one alert of a flapping condition", "0s/2m", "1 0 1 0 1 0 1 0 0 0", "FFFFFFFFFI"),
  plain("P20", "a hold bridges a series that ended", "0s/2m", "1 1 stale _ _ _ _", "FFFFIII"),
  plain("P21", "label sets have clocks of their own", "2m", "", "", {
    series: { 'cond{i="a"}': "1 1 1 1 0", 'cond{i="b"}': "0 0 1 1 1" },
    expected: { a: "PPFFI", b: "IIPPF" },
  }),
  plain("P22", "another name is another alert", "2m", "", "", {
    series: { 'cond{i="a"}': "1 1 1 stale _ _", 'cond{i="b"}': "_ _ _ 1 1 1" },
    expected: { a: "PPFIII", b: "IIIPPF" },
  }),
  plain("P23", "the threshold itself is not above the threshold", "0s", "", "IFII", { expr: "v > 0.5", series: { 'v{i="a"}': "0.5 0.51 0.5 0.49" } }),
  plain("P24", "nothing of nothing is no breach", "0s", "", "IFI", { expr: "e / t > 0.05", series: { 'e{i="a"}': "0 1 0", 't{i="a"}': "0 2 0" } }),
  plain("P25", "something of nothing is a breach", "0s", "", "FI", { expr: "e / t > 0.05", series: { 'e{i="a"}': "1 0", 't{i="a"}': "0 0" } }),
  plain("P26", "a numerator that was never counted is no zero", "0s", "", "III", { expr: "e / t > 0.05", series: { 't{i="a"}': "10 10 10" } }),
  plain("P27", "NaN is different from every number", "0s", "", "FI", { expr: "v != 1", series: { 'v{i="a"}': "NaN 1" } }),
  plain("P28", "absence fires while nothing comes", "1m", "", "IIPFFI", { expr: 'absent(hb{i="a"})', series: { 'hb{i="a"}': "1 1 stale _ _ 1" } }),
  plain("P29", "a value of 0 can be a breach", "0s", "", "FI", { expr: "v < 1", series: { 'v{i="a"}': "0 1" } }),
  plain("P30", "a comparison with bool has a result always, and so fires always", "0s", "", "FFF", { expr: "v > bool 0.5", series: { 'v{i="a"}': "0 1 0" } }),
  plain("P31", "`for` is time, not a number of evaluations", "1m", "1 1 1 1", "PPFF", { interval: "30s" }),
  plain("P32", "it fires for as long as the condition holds", "1m", "1x14", "PFFFFFFFFFFFFFF"),
  plain("P33", "fires above one threshold, recovers at the other", "0s", "", "IFFFII", {
    expr: 'v > 0.8 or (v > 0.6 and on(i) ALERTS{alertstate="firing"} == 1)',
    series: { 'v{i="a"}': "0.5 0.9 0.7 0.7 0.6 0.7" },
  }),
];

/** Where Prometheus forgets, guesses or gives up: L as seen in a running one, W beyond it. */
// biome-ignore format: a table of transitions reads in columns
export const WHEELHOUSE_ROWS: readonly ScenarioInput[] = [
  plain("L1", "errors freeze what is pending; it fires at the first good evaluation", "5m", "1x9", "PPPPPPPPFF", { evaluation: "..EEEEEE.." }),
  plain("L2", "errors never resolve what fires", "0s", "1 1 0 0 0 0", "FFFFFI", { evaluation: "..EEE." }),
  plain("W03", "errors never resolve what is held, although the hold is over", "0s/1m", "1 0 0 0 0 0", "FFFFFI", { evaluation: "..EEE." }),
  plain("W04", "errors never resolve what fires, whatever the policy", "0s", "1 0 0 0", "FFFI", { evaluation: ".EE.", on_error: "ok" }),
  plain("W05", "with the policy ok an error drops what is pending", "2m", "1 1 1 1 1", "PIPPF", { evaluation: ".E...", on_error: "ok" }),
  plain("W06", "with the policy alerting an error counts as a breach", "2m", "1 1 1 1 0", "PPFFI", { evaluation: ".EEE.", on_error: "alerting" }),
  plain("L5", "what fires survives a restart", "0s", "1 1 1 1 0", "FFFFI", { evaluation: ".R--R" }),
  plain("L12", "a hold survives a restart", "0s/5m", "1 0 0 0 0 0 0 0", "FFFFFFII", { evaluation: "..R.R..R" }),
  plain("W09", "what is pending survives a restart", "3m", "1 1 1 1 1", "PPPFF", { evaluation: ".RRRR" }),
  plain("L4", "time that nobody evaluated does not count towards `for`", "3m", "1x19", "PPPPPPPPPPPPPPFFFFFF", { evaluation: "..----------........" }),
  plain("W11", "time that nobody evaluated does not resolve what fires", "0s", "1 1 0x10 1", "FFFFFFFFFFFFFF", { evaluation: "..-----------." }),
  plain("L6", "what cleared while nobody evaluated resolves at once", "0s", "1 1 0x10 0", "FFFFFFFFFFFFFI", { evaluation: "..-----------." }),
  plain("W13", "one missed evaluation is no gap", "3m", "1 1 1 1 1", "PPPFF", { evaluation: "..-.." }),
  plain("L7", "after a long outage what was pending starts anew", "3m", "1x69", `${"P".repeat(68)}FF`, { evaluation: `..${"-".repeat(63)}.....` }),
  plain("W15", "without data and policy ok: pending is dropped", "3m", "1 1 stale _ 1 1", "PPIIPP"),
  plain("W16", "without data and policy keep: pending waits and fires at the next value", "3m", "1 1 _ _ _ _ 1 0", "PPPPPPFI", { look_back: "0", no_data: "keep" }),
  plain("W17", "without data and policy keep: firing goes on", "0s", "1 1 _ _ _ _ _ 0", "FFFFFFFI", { look_back: "0", no_data: "keep" }),
  plain("W18", "without data and policy keep: a hold goes on", "0s/1m", "1 0 _ _ _ _ 0 0", "FFFFFFII", { look_back: "0", no_data: "keep" }),
  plain("W19", "without data and policy ok: firing resolves", "0s", "1 1 _ _ 1", "FFIIF", { look_back: "0" }),
  plain("W20", "without data and policy alerting: quiet becomes pending, then fires", "2m", "0 _ _ _ _ 0", "IPPFFI", { look_back: "0", no_data: "alerting" }),
  plain("W21", "without data and policy alerting: pending goes on and fires", "2m", "1 _ _ _ 0", "PPFFI", { look_back: "0", no_data: "alerting" }),
  plain("W22", "without data and policy alerting: firing goes on", "0s", "1 _ _ _ 0", "FFFFI", { look_back: "0", no_data: "alerting" }),
  plain("W23", "without data for long enough, quiet becomes an alert of silence", "1m", "0 _ _ _ _ 0 0", "IIINNII", { look_back: "0", no_data: "2m" }),
  plain("W24", "without data for long enough, pending becomes an alert of silence", "5m", "1 1 _ _ _ _ 1 1", "PPPPNNPP", { look_back: "0", no_data: "2m" }),
  plain("W25", "without data for long enough, firing goes on firing", "0s", "1 _ _ _ _ _ 1 0", "FFFFFFFI", { look_back: "0", no_data: "2m" }),
  plain("W26", "silence shorter than that is nothing", "0s", "0 _ _ 0 _ _ 0", "IIIIIII", { look_back: "0", no_data: "2m" }),
  plain("W27", "an alert of silence and an error: the silence stays", "0s", "0 _ _ _ _ 0", "IINNNI", { look_back: "0", no_data: "1m", evaluation: "....E." }),
  plain("W28", "a series that its source ends resolves, whatever the policy", "0s", "1 1 stale _", "FFII", { look_back: "0", no_data: "keep" }),
  plain("L8", "no data right after a restart loses nothing", "3m", "1 1 _ 1 1", "PPPFF", { look_back: "0", no_data: "keep", evaluation: "..RR." }),
  plain("W29", "an error before anything was seen is one alert, not one for each label set", "2m", "0 0 0 0 0", "", { evaluation: ".EEE.", on_error: "alerting", expected: { "": "IPPFI" } }),
];

/** A figure to be dragged; the exact one is typed beside it. */
type SliderProps = {
  label: string;
  /** What a screen reader says of the value. */
  words: string;
  min: number;
  max: number;
  step: number;
  value: number;
  onChange: (value: number) => void;
};

const TRACK =
  "[&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-series-other [&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-series-other";
const THUMB =
  "[&::-webkit-slider-thumb]:-mt-1.5 [&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent [&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent";

export function Slider({ label, words, onChange, ...range }: SliderProps) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={words}
      {...range}
      onChange={({ target }) => onChange(Number(target.value))}
      className={`h-6 w-full cursor-pointer appearance-none bg-transparent ${TRACK} ${THUMB}`}
    />
  );
}

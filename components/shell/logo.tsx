/** The wheel. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <g className="fill-none stroke-on-solid" strokeWidth="2" strokeLinecap="round">
        <circle cx="16" cy="16" r="6.5" />
        <path d="M16 4.5v23M4.5 16h23M7.9 7.9l16.2 16.2M24.1 7.9 7.9 24.1" />
      </g>
      <circle cx="16" cy="16" r="2.5" className="fill-on-solid" />
    </svg>
  );
}

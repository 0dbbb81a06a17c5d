/** The place of a step in a list, for the eye; the list says it by itself. */
export function StepNumber({ value }: { value: number }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-5 items-center justify-center rounded-full bg-sunken text-xs tabular-nums"
    >
      {value}
    </span>
  );
}

import type { ReactNode } from 'react'

/** A check box or a switch with its words, which press it too. */
export const ControlLabel = ({ control, children }: { control: ReactNode; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is given
  <label className="inline-flex cursor-pointer items-center gap-2 font-normal text-[13px]">
    {control}
    <span>{children}</span>
  </label>
)

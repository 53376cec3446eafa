import type { ReactNode } from 'react'

export const SettingList = ({ children }: { children: ReactNode }) => <ul className="divide-y divide-line">{children}</ul>

/** One line of a list of settings: words at the left, controls at the right, or below on phones. */
export function Setting({ control, children }: { control?: ReactNode; children: ReactNode }) {
  return (
    <li data-slot="setting" className="flex items-center gap-x-6 gap-y-2 px-4 py-3 phone:flex-col phone:items-stretch">
      <div className="min-w-0 flex-1">{children}</div>
      {control && (
        <div className="flex w-[min(360px,100%)] flex-none flex-wrap items-center justify-end gap-2 phone:w-full phone:justify-start">
          {control}
        </div>
      )}
    </li>
  )
}

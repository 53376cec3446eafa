import clsx from 'clsx'

/** Written out, because Tailwind looks for whole names of classes. */
const groups = [
  ['bg-bg', 'bg-surface', 'bg-sunken', 'bg-hover', 'bg-track', 'bg-line', 'bg-line-strong', 'bg-field'],
  ['bg-ink', 'bg-ink-2', 'bg-ink-3'],
  ['bg-accent', 'bg-accent-ink', 'bg-accent-soft'],
  ['bg-ok', 'bg-warn', 'bg-bad', 'bg-info'],
  ['bg-c1', 'bg-c2', 'bg-c3', 'bg-c4', 'bg-c5', 'bg-c6'],
]
const words = [
  'bg-surface text-ink',
  'bg-surface text-ink-2',
  'bg-accent text-accent-ink',
  'bg-accent-soft text-accent-text',
  'bg-ok-soft text-ok-text',
  'bg-warn-soft text-warn-text',
  'bg-bad-soft text-bad-text',
  'bg-info-soft text-info-text',
]

export function Colours() {
  return (
    <>
      {groups.map((names) => (
        <ul key={names[0]} className="grid grid-cols-4 gap-2 phone:grid-cols-3">
          {names.map((name) => (
            <li key={name} className="min-w-0">
              <div className={clsx('h-8 rounded-sm border border-line', name)} />
              <code className="block truncate text-[11px] text-ink-2">{name.slice(3)}</code>
            </li>
          ))}
        </ul>
      ))}
      <div className="grid grid-cols-2 gap-2 phone:grid-cols-1">
        {words.map((name) => (
          <code key={name} className={clsx('truncate rounded-sm px-2 py-1', name)}>
            {name}
          </code>
        ))}
      </div>
    </>
  )
}

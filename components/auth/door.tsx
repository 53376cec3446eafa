import type { ReactNode } from 'react'

export function Door({ title, subtitle, children }: { title: string; subtitle?: string; children: ReactNode }) {
  return (
    <section className="door" aria-labelledby="door-title">
      <header>
        <svg viewBox="0 0 26 30" aria-hidden="true">
          <path d="M2 29V13a11 11 0 0122 0v16" />
        </svg>
        <h1 id="door-title">{title}</h1>
        {subtitle && <p>{subtitle}</p>}
      </header>
      {children}
    </section>
  )
}

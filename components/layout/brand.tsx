import Link from 'next/link'

export function Brand({ href = '/', children }: { href?: string; children?: React.ReactNode }) {
  return (
    <Link href={href} className="brand">
      <i aria-hidden />
      Atrium
      {children}
    </Link>
  )
}

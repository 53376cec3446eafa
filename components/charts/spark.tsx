const width = 56
const height = 16

/** The shape of a few figures from zero. The figure itself stands beside it. */
export function Spark({ values }: { values: readonly number[] }) {
  if (values.length < 3) return null
  const most = Math.max(...values)
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * width
    const y = height - 1 - (value / most) * (height - 2)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return (
    <svg
      className="mr-1.5 inline-block fill-none stroke-accent stroke-[1.5] align-middle"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <path d={`M${points.join('L')}`} />
    </svg>
  )
}

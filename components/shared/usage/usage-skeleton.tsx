import { PlotSkeleton } from '@/components/charts/plot-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { UsageSplit } from './usage-split'

const widths = [96, 120, 72, 104, 88]

/** As high as the usage of a few models. */
export const UsageSkeleton = () => (
  <UsageSplit
    chart={<PlotSkeleton />}
    table={
      <div className="animate-appear px-4 pt-9" aria-hidden>
        {widths.map((width) => (
          <div key={width} className="flex h-9.5 items-center justify-between">
            <Skeleton width={width} />
            <Skeleton width={48} />
          </div>
        ))}
      </div>
    }
  />
)

'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Spark } from '@/components/charts/spark'
import { StackedBars } from '@/components/charts/stacked-bars'
import { useSite } from '@/components/ui/site-context'
import { sampleBuckets, sampleSeries } from './sample-series'
import { Specimen, WideSpecimen } from './specimen'

export function Charts() {
  return (
    <>
      <Specimen state="state.spark">
        <Spark values={[1, 4, 2, 6, 5, 9]} />
        <Spark values={[0, 0, 3, 0, 0, 1]} />
      </Specimen>
      <WideSpecimen state="state.stacked">
        <Bars at={null} />
      </WideSpecimen>
      <WideSpecimen state="state.pointed">
        <Bars at={3} />
      </WideSpecimen>
      <WideSpecimen state="state.empty">
        <Bars at={null} empty />
      </WideSpecimen>
    </>
  )
}

function Bars({ at, empty = false }: { at: number | null; empty?: boolean }) {
  const t = useTranslations('adminDesign.sample')
  const { timeZone } = useSite()
  const [pointed, setPointed] = useState(at)
  return (
    <div className="min-h-65">
      <StackedBars
        series={empty ? [] : sampleSeries([t('options.first'), t('options.second'), t('options.third')])}
        buckets={sampleBuckets}
        bucket="day"
        timeZone={timeZone}
        metric="charge"
        pointed={pointed}
        onPoint={setPointed}
      />
    </div>
  )
}

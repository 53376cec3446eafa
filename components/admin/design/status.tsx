'use client'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { Button } from '@/components/ui/button'
import { Money } from '@/components/ui/money'
import { Note } from '@/components/ui/note'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusDot } from '@/components/ui/status-dot'
import { Tag } from '@/components/ui/tag'
import { Tile, Tiles } from '@/components/ui/tile'
import { Time } from '@/components/ui/time'
import { Specimen, WideSpecimen } from './specimen'

const tones = ['accent', 'ok', 'warn', 'bad', 'info'] as const
const dots = ['on', 'warn', 'bad', 'off', 'live'] as const
const notes = ['info', 'warn', 'bad'] as const
const parts = [0, 0.4, 0.92, 1]
const sampleTime = '2026-01-15T08:30:00Z'

export function Status() {
  const t = useTranslations('adminDesign')
  return (
    <>
      <Specimen state="state.tags">
        <Tag>{t('tone.plain')}</Tag>
        {tones.map((tone) => (
          <Tag key={tone} tone={tone}>
            {t(`tone.${tone}`)}
          </Tag>
        ))}
      </Specimen>
      <Specimen state="state.dots">
        {dots.map((state) => (
          <StatusDot key={state} state={state}>
            {t(`tone.${state}`)}
          </StatusDot>
        ))}
      </Specimen>
      <WideSpecimen state="state.notes">
        {notes.map((tone) => (
          <Note key={tone} tone={tone} actions={tone === 'warn' && <Button size="s">{t('sample.action')}</Button>}>
            {t(tone === 'info' ? 'sample.long' : 'sample.sentence')}
          </Note>
        ))}
      </WideSpecimen>
      <WideSpecimen state="state.bars">
        {parts.map((part) => (
          <Bar key={part} part={part} />
        ))}
      </WideSpecimen>
      <Figures />
    </>
  )
}

function Figures() {
  const t = useTranslations('adminDesign')
  return (
    <>
      <WideSpecimen state="state.tiles">
        <Tiles>
          <Tile label={t('sample.calls')} unit="token" sub={t('sample.yesterday')}>
            1,204
          </Tile>
          <Tile label={t('sample.charge')} sub={t('sample.today')}>
            <Money value="12.5" minPlaces={2} />
          </Tile>
          <Tile label={t('state.loading')}>
            <Skeleton width="72px" />
          </Tile>
        </Tiles>
      </WideSpecimen>
      <Specimen state="state.money">
        <Money value="0.000012" /> <Money value="-1234.5" minPlaces={2} /> <Money value={null} />
      </Specimen>
      <Specimen state="state.time">
        <Time value={sampleTime} /> <Time value={sampleTime} look="clock" /> <Time value={sampleTime} look="day" /> <Time value={null} />
      </Specimen>
      <Specimen state="state.loading">
        <Skeleton width="40%" />
        <Skeleton width="70%" />
      </Specimen>
    </>
  )
}

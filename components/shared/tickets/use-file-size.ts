'use client'
import { useFormatter } from 'next-intl'

const kibibyte = 1024
const units = ['B', 'KB', 'MB', 'GB'] as const

/** Says how large a file is, such as 1.5 MB. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter()
  return (bytes) => {
    const step = bytes < kibibyte ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(kibibyte)))
    return `${format.number(bytes / kibibyte ** step, { maximumFractionDigits: step === 0 ? 0 : 1 })} ${units[step]}`
  }
}

'use client'
import { createContext, use } from 'react'

/** Names of the fields as people read them, for the line that says what stands in the way. */
export const FieldLabels = createContext<Map<string, string>>(new Map())
export const useFieldLabels = () => use(FieldLabels)

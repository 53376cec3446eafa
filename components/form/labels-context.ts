'use client'
import { createContext, use } from 'react'

/** The labels of the fields, for the line that says what is wrong. */
export const FieldLabels = createContext<Map<string, string>>(new Map())
export const useFieldLabels = () => use(FieldLabels)

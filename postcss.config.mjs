// biome-ignore lint/style/noDefaultExport: Next wants one
export default { plugins: { '@tailwindcss/postcss': {} } }

/** Takes the place of a chart until its code and its figures are there. */
export const PlotSkeleton = () => <div className="h-65" />

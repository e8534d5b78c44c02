// Starts the design system's own scripts. Every page works without them.
import { initAll } from './build/govuk-frontend.min.js'

initAll()

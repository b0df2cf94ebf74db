/// How sure a cause is: what a word is defined to mean, what most often lies behind it, or one of
/// several things that may.
enum Likelihood: String, Sendable { case certain, likely, possible }

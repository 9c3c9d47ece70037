/// How files are copied; cp, mv and install set it.
struct CopyRules {
    enum Links {
        /// Links are copied as links.
        case kept
        /// Those among the operands are followed.
        case followedFirst
        case followed
    }

    var links = Links.followed
    var isRecursive = false
    var keepsMode = false
    var keepsOwner = false
    var keepsTime = false
    var keepsHardLinks = false
    var keepsExtended = false
    /// Removes what cannot be opened to be written.
    var forces = false
    /// Removes what is in the way first.
    var removesFirst = false
    var asks = false
    var overwritesNothing = false
    var overwritesOlder = false
    var isVerbose = false
    /// Makes hard links, or symbolic ones, and no copies.
    var makesHardLinks = false
    var makesSymbolicLinks = false
    var attributesOnly = false
    /// Reads devices and fifos instead of making others.
    var copiesContents = false
    /// What becomes the mode of a copy, for install.
    var mode: UInt16?
}

import LayFiles
import LayShell

/// What find asks of each file and does with it.
indirect enum FindExpression {
    /// A test or an action; true where it holds.
    case test((FindVisit) throws -> Bool)
    case not(FindExpression)
    case all([FindExpression])
    case any([FindExpression])
    /// All of them, for what the last one says: `a , b`.
    case each([FindExpression])

    /// Whether it holds for a file.
    func holds(_ visit: FindVisit) throws -> Bool {
        switch self {
        case .test(let test): return try test(visit)
        case .not(let inner): return try !inner.holds(visit)
        case .all(let parts):
            for part in parts where try !part.holds(visit) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.holds(visit) { return true }
            return false
        case .each(let parts):
            var result = false
            for part in parts { result = try part.holds(visit) }
            return result
        }
    }
}

/// A file that find has come to.
struct FindVisit {
    /// The name as it is shown: the starting point and what is below it.
    let name: [UInt8]
    let entry: FileEntry
    let depth: Int
    /// The starting point.
    let start: [UInt8]

    var node: FileNode { entry.node }

    /// The last name, without slashes at the end of a starting point.
    var last: [UInt8] { FileName.last(name) }
}

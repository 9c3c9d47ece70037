/// The programs that go on, by container: a value, so that a world's copy has its own.
///
/// Those that end by themselves are known apart, so that time can pass without asking every one.
public struct Processes {
    /// A program that goes on.
    struct Entry {
        let process: any RunningProcess
        /// When it ends by itself, in seconds since the epoch, and with which status.
        let end: (clock: Int, status: Int)?
    }

    private var all: [String: Entry] = [:]
    private(set) var sleepers: Set<String> = []

    /// No program.
    public init() {}

    subscript(id: String) -> Entry? {
        get { all[id] }
        set {
            all[id] = newValue
            if newValue?.end != nil { sleepers.insert(id) } else { sleepers.remove(id) }
        }
    }
}

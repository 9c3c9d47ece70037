/// The limits of `ulimit`: remembered and shown, enforced by nobody.
struct ResourceLimits: Sendable {
    /// A limit's two values, in the units of the system; nil is unlimited.
    struct Value: Equatable, Sendable {
        var soft: Int?
        var hard: Int?
    }

    /// What a limit is called.
    struct Resource: Sendable {
        /// The option's letter.
        let letter: UInt8
        /// How many of the system's units one of the shell's has.
        let unit: Int
        /// The line's start in each shell's `ulimit -a`; nil where the shell lacks it.
        let dash: String?, ash: String?, bash: String?
        /// bash's words in parentheses, before the letter.
        let bashUnit: String
    }

    /// The values by the letter of bash's option.
    var values: [UInt8: Value]

    /// Limits as a container of Docker has them.
    init() {
        values = [:]
        for resource in Self.resources { values[resource.letter] = Value() }
        set("s", 8_388_608, nil)
        set("l", 8_388_608, 8_388_608)
        set("n", 1_048_576, 1_048_576)
        set("e", 0, 0)
        set("r", 0, 0)
        set("i", 63_432, 63_432)
        set("q", 819_200, 819_200)
        set("p", 4_096, 4_096)
    }

    /// Sets both values of the limit that `letter` names.
    mutating func set(_ letter: Unicode.Scalar, _ soft: Int?, _ hard: Int?) {
        values[UInt8(truncatingIfNeeded: letter.value)] = Value(soft: soft, hard: hard)
    }

    /// All limits, in the order of bash's list.
    static let resources: [Resource] = [
        make("R", 1, nil, nil, "real-time non-blocking time", "microseconds"),
        make("c", 512, "coredump(blocks)", "core file size (blocks)", "core file size", "blocks"),
        make("d", 1024, "data(kbytes)", "data seg size (kb)", "data seg size", "kbytes"),
        make("e", 1, nil, "scheduling priority", "scheduling priority", ""),
        make("f", 512, "file(blocks)", "file size (blocks)", "file size", "blocks"),
        make("i", 1, nil, "pending signals", "pending signals", ""),
        make(
            "l", 1024, "locked memory(kbytes)", "max locked memory (kb)", "max locked memory",
            "kbytes"),
        make("m", 1024, "memory(kbytes)", "max memory size (kb)", "max memory size", "kbytes"),
        make("n", 1, "nofiles", "open files", "open files", ""),
        make("p", 512, nil, nil, "pipe size", "512 bytes"),
        make("q", 1, nil, "POSIX message queues (bytes)", "POSIX message queues", "bytes"),
        make("r", 1, "rtprio", "real-time priority", "real-time priority", ""),
        make("s", 1024, "stack(kbytes)", "stack size (kb)", "stack size", "kbytes"),
        make("t", 1, "time(seconds)", "cpu time (seconds)", "cpu time", "seconds"),
        make("u", 1, "process", "max user processes", "max user processes", ""),
        make("v", 1024, "vmemory(kbytes)", "virtual memory (kb)", "virtual memory", "kbytes"),
        make("x", 1, "locks", "file locks", "file locks", ""),
    ]

    private static func make(
        _ letter: Unicode.Scalar, _ unit: Int, _ dash: String?, _ ash: String?, _ bash: String?,
        _ bashUnit: String
    ) -> Resource {
        Resource(
            letter: UInt8(truncatingIfNeeded: letter.value), unit: unit, dash: dash, ash: ash,
            bash: bash, bashUnit: bashUnit)
    }

    /// The order of dash's list.
    private static let dashOrder = Array("tfdscmlunvxr".utf8)

    /// The resource of an option's letter, in a shell that has it; dash says `p` for `u` and
    /// `w` for `x`.
    static func resource(_ letter: UInt8, _ dialect: ShellDialect) -> Resource? {
        var name = letter
        if dialect == .dash {
            if letter == UInt8(ascii: "p") { name = UInt8(ascii: "u") }
            if letter == UInt8(ascii: "u") { return nil }
            if letter == UInt8(ascii: "w") { name = UInt8(ascii: "x") }
            if letter == UInt8(ascii: "x") { return nil }
        }
        guard let found = resources.first(where: { $0.letter == name }) else { return nil }
        switch dialect {
        case .dash: return found.dash == nil ? nil : found
        case .ash: return found.ash == nil ? nil : found
        case .bash: return found
        }
    }

    /// A value in the shell's units, or `unlimited`.
    func text(_ resource: Resource, hard: Bool) -> String {
        let value = values[resource.letter] ?? Value()
        guard let number = hard ? value.hard : value.soft else { return "unlimited" }
        return String(number / resource.unit)
    }

    /// A line of `ulimit -a`, or of a list of several limits.
    func line(_ resource: Resource, hard: Bool, dialect: ShellDialect) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(width - text.utf8.count, 0))
        }
        let value = text(resource, hard: hard)
        let letter = ShellBytes.message([resource.letter])
        switch dialect {
        case .dash: return padded(resource.dash ?? "", 20) + " " + value
        case .ash: return padded(resource.ash ?? "", 31) + " (-\(letter)) " + value
        case .bash:
            let unit =
                resource.bashUnit.isEmpty
                ? "(-\(letter))"
                : "(\(resource.bashUnit), -\(letter))"
            let room = max(19 - unit.utf8.count, 0)
            return padded(resource.bash ?? "", 20) + " " + String(repeating: " ", count: room)
                + unit + " " + value
        }
    }

    /// The lines of `ulimit -a`.
    func list(hard: Bool, dialect: ShellDialect) -> [String] {
        let shown: [Resource]
        switch dialect {
        case .dash:
            shown = Self.dashOrder.compactMap { letter in
                Self.resources.first { $0.letter == letter }
            }
        case .ash: shown = Self.resources.filter { $0.ash != nil }
        case .bash: shown = Self.resources
        }
        return shown.map { line($0, hard: hard, dialect: dialect) }
    }
}

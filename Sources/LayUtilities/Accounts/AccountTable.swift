internal import LayFiles
import LayShell

/// A file of accounts: lines of fields that colons separate, as they stand.
final class AccountTable {
    let path: TreePath
    /// False where there is no such file, which is then left so.
    let exists: Bool
    private(set) var lines: [[[UInt8]]]
    private let original: FileContents?
    private let context: ProgramContext
    private var isChanged = false

    init(_ path: TreePath, _ context: ProgramContext) throws {
        self.path = path
        self.context = context
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body
        else {
            exists = false
            lines = []
            original = nil
            return
        }
        exists = true
        original = contents
        try context.hold(2 * contents.count)
        let bytes = try contents.bytes()
        lines = bytes.split(separator: 10).map { line in
            line.split(separator: 58, omittingEmptySubsequences: false).map(Array.init)
        }
    }

    /// The place of the line that begins with a name.
    func place(of name: [UInt8]) -> Int? { lines.firstIndex { $0.first == name } }

    /// The place of the first line with a number in its third field.
    func place(ofNumber number: Int) -> Int? {
        let text = Array(String(number).utf8)
        return lines.firstIndex { $0.count > 2 && $0[2] == text }
    }

    func number(at place: Int, _ field: Int = 2) -> Int? {
        guard field < lines[place].count else { return nil }
        return Int(String(decoding: lines[place][field], as: UTF8.self))
    }

    func field(_ field: Int, at place: Int) -> [UInt8] {
        field < lines[place].count ? lines[place][field] : []
    }

    /// All numbers of third fields.
    var numbers: [Int] { lines.indices.compactMap { number(at: $0) } }

    func set(_ value: [UInt8], _ field: Int, at place: Int) {
        while lines[place].count <= field { lines[place].append([]) }
        if lines[place][field] == value { return }
        lines[place][field] = value
        isChanged = true
    }

    func append(_ fields: [[UInt8]]) {
        guard exists else { return }
        lines.append(fields)
        isChanged = true
    }

    func append(_ line: String) {
        append(
            line.utf8.split(separator: 58, omittingEmptySubsequences: false).map(Array.init))
    }

    /// Gives a line another name, and the last place.
    func rename(_ name: [UInt8], to other: [UInt8]) {
        guard let place = place(of: name) else { return }
        var line = lines.remove(at: place)
        line[0] = other
        append(line)
    }

    func remove(where fits: ([[UInt8]]) -> Bool) {
        guard lines.contains(where: fits) else { return }
        lines.removeAll(where: fits)
        isChanged = true
    }

    // MARK: Members, in the last field

    func members(at place: Int) -> [[UInt8]] {
        (lines[place].last ?? []).split(separator: 44).map(Array.init)
    }

    func setMembers(_ members: [[UInt8]], at place: Int) {
        set(Array(members.joined(separator: [44])), lines[place].count - 1, at: place)
    }

    /// Adds a member to a line; false where it is one.
    func add(_ member: [UInt8], at place: Int) -> Bool {
        let all = members(at: place)
        if all.contains(member) { return false }
        setMembers(all + [member], at: place)
        return true
    }

    // MARK: Writing

    /// Writes what was changed, and keeps what was there as `FILE-`.
    func save() throws {
        guard exists, isChanged, let original else { return }
        let attributes = try context.files.entry(at: path, follow: true).node.attributes
        let backup = TreePath(bytes: path.bytes + [45])
        try context.files.write(original, to: backup, creating: attributes)
        var bytes: [UInt8] = []
        for line in lines { bytes += line.joined(separator: [58]) + [10] }
        try context.files.write(FileContents(bytes), to: path, creating: attributes)
        isChanged = false
    }
}

/// What a file of settings says, in lines of `NAME value` or `NAME=value`.
struct AccountSettings {
    private var values: [String: String] = [:]
    /// True where the file is there.
    let exists: Bool

    init(_ path: TreePath, _ context: ProgramContext) {
        exists = (try? context.files.entry(at: path, follow: true)) != nil
        for line in SystemText.lines(of: path, context) where !line.hasPrefix("#") {
            let parts = line.split(maxSplits: 1) { $0 == " " || $0 == "\t" || $0 == "=" }
            guard let name = parts.first else { continue }
            var value = parts.count > 1 ? String(parts[1]) : ""
            value = String(value.drop { $0 == " " || $0 == "\t" || $0 == "=" })
            while let last = value.last, last == " " || last == "\t" { value.removeLast() }
            if value.count > 1, value.first == "\"" || value.first == "'", value.last == value.first
            {
                value = String(value.dropFirst().dropLast())
            }
            values[String(name)] = value
        }
    }

    subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    func number(_ name: String, _ standard: Int) -> Int {
        guard let text = values[name] else { return standard }
        return (text.hasPrefix("0") && text.count > 1 ? Int(text, radix: 8) : Int(text)) ?? standard
    }
}

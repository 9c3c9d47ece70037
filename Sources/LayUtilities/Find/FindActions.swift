internal import LayBounds
import LayFiles
import LayShell

extension Finding {
    /// `-print` and `-print0`.
    func print(end: UInt8) -> (FindVisit) throws -> Bool {
        let call = call
        return { visit in
            try call.write(visit.name)
            try call.write(byte: end)
            return true
        }
    }

    /// `-delete`.
    func delete(_ visit: FindVisit) throws -> Bool {
        if visit.name.elementsEqual(".".utf8) { return true }
        do {
            if visit.node.kind == .directory {
                try call.files.removeDirectory(visit.entry.path)
            } else {
                try call.files.unlink(visit.entry.path)
            }
            return true
        } catch {
            if let bound = error.bound { throw bound }
            if isGNU {
                try call.complain("cannot delete \(call.quoted(visit.name)): \(error.reason)")
            } else {
                try call.complain(call.text(visit.name) + ": " + error.reason)
            }
            call.status = 1
            return false
        }
    }

    /// The line of `-ls`.
    func longLine(_ visit: FindVisit) -> [UInt8] {
        let node = visit.node
        let (uid, gid) = (node.attributes.uid, node.attributes.gid)
        let blocks = (FileNumbers.blocks(node) + 1) / 2
        var text = String(inodes.number(visit.entry)).padded(9) + " "
        text += String(blocks).padded(6) + " "
        text += ModeText.letters(node) + " "
        text += String(visit.entry.linkCount).padded(3) + " "
        text += (names.user(uid) ?? String(uid)).filled(8) + " "
        text += (names.group(gid) ?? String(gid)).filled(8) + " "
        if let device = FileNumbers.device(node) {
            text += String(device.major).padded(3) + ", " + String(device.minor).padded(3) + " "
        } else {
            text += String(FileNumbers.size(node)).padded(8) + " "
        }
        let seconds = Int((Double(node.modified) / 1e9).rounded(.down))
        let now = call.context.now
        let isRecent = seconds > now - 6 * 30 * 86_400 && seconds <= now + 3600
        var line = Array(text.utf8)
        line += TimeText.text(
            Array((isRecent ? "%b %e %H:%M" : "%b %e  %Y").utf8), seconds: seconds, zone: call.zone)
        line += [32] + NameQuoting.escape.quoted(visit.name)
        if let target = node.target {
            line += Array(" -> ".utf8) + NameQuoting.escape.quoted(target)
        }
        return line + [10]
    }
}

/// `-exec … ;` and its like: a program for each file.
struct FindExecution {
    private let command: [[UInt8]]
    private let asks: Bool
    private let isInDirectory: Bool

    init(_ command: [[UInt8]], asks: Bool, isInDirectory: Bool) {
        self.command = command
        self.asks = asks
        self.isInDirectory = isInDirectory
    }

    /// The action.
    func each(_ finding: Finding) -> (FindVisit) throws -> Bool {
        { visit in
            let name = isInDirectory ? Array("./".utf8) + visit.last : visit.name
            let words = command.map { Self.filled($0, name) }
            if asks {
                let call = finding.call
                try call.flush()
                try call.context.errors.write(
                    "< \(call.text(command[0])) ... \(call.text(visit.name)) > ? ")
                var answer: UInt8?
                while let byte = try call.context.read(1).first, byte != 10 {
                    answer = answer ?? byte
                }
                guard answer == UInt8(ascii: "y") || answer == UInt8(ascii: "Y") else {
                    return false
                }
            }
            let directory = isInDirectory ? Self.directory(visit) : nil
            return try Self.run(words, in: directory, finding) == 0
        }
    }

    /// Where a file stands.
    static func directory(_ visit: FindVisit) -> TreePath {
        visit.entry.path.parent
    }

    private static func filled(_ word: [UInt8], _ name: [UInt8]) -> [UInt8] {
        guard word.contains(UInt8(ascii: "{")) else { return word }
        var result: [UInt8] = []
        var place = 0
        while place < word.count {
            if word[place] == UInt8(ascii: "{"), place + 1 < word.count,
                word[place + 1] == UInt8(ascii: "}")
            {
                result += name
                place += 2
            } else {
                result.append(word[place])
                place += 1
            }
        }
        return result
    }

    /// Runs a program; a status that is none of its own where it cannot be run.
    static func run(_ words: [[UInt8]], in directory: TreePath?, _ finding: Finding) throws -> UInt8
    {
        let call = finding.call
        try call.flush()
        let child = call.context.child(words: words)
        if let directory { child.workingDirectory = directory }
        do {
            guard case .exited(let status) = try ProgramRunner.run(child) else { return 0 }
            return status
        } catch let error as ProgramError {
            let reason =
                error.status == ExitStatus.notFound
                ? "No such file or directory" : "Permission denied"
            try call.complain(
                "\(finding.isGNU ? call.quoted(words[0]) : call.text(words[0])): \(reason)")
            return error.status
        }
    }
}

/// `-exec … {} +`: one program for many files.
final class FindCollection {
    private let command: [[UInt8]]
    private let isInDirectory: Bool
    private var names: [[UInt8]] = []
    private var size = 0
    private var directory: TreePath?

    /// Bytes of words that one program gets.
    private static let most = 128 << 10

    init(_ command: [[UInt8]], isInDirectory: Bool) {
        self.command = command
        self.isInDirectory = isInDirectory
    }

    /// Adds a file; runs the program when there are enough.
    func add(_ visit: FindVisit, _ finding: Finding) throws {
        let place = isInDirectory ? FindExecution.directory(visit) : nil
        if place != directory { try run(finding) }
        directory = place
        let name = isInDirectory ? Array("./".utf8) + visit.last : visit.name
        try finding.call.context.hold(name.count + 32)
        names.append(name)
        size += name.count + 9
        if size >= Self.most { try run(finding) }
    }

    /// Runs the program for what was collected.
    func run(_ finding: Finding) throws {
        if names.isEmpty { return }
        let words = command + names
        finding.call.context.release(names.reduce(0) { $0 + $1.count + 32 })
        names = []
        size = 0
        if try FindExecution.run(words, in: directory, finding) != 0 { finding.call.status = 1 }
    }
}

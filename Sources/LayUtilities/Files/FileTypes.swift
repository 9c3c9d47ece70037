internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let fileUtility = Utility(
        "file", "tell what kind of data files hold", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-b, --brief", "no names"),
            UtilityOption("-i, --mime", "MIME types with the encoding"),
            UtilityOption("--mime-type", "MIME types"),
            UtilityOption("--mime-encoding", "the encoding"),
            UtilityOption("-L, --dereference", "follow links"),
            UtilityOption("-h, --no-dereference", "follow no links"),
            UtilityOption("-f, --files-from=FILE", "names that FILE has"),
            UtilityOption("-F, --separator=STRING", "what ends names, not a colon"),
            UtilityOption("-N, --no-pad", "no columns"),
            UtilityOption("-0, --print0", "a NUL behind names"),
            UtilityOption("-E", "what cannot be read is an error"),
            UtilityOption("-s, --special-files", "read special files", .missing),
            UtilityOption("-k, --keep-going", "all kinds that fit", .idle("one fits")),
            UtilityOption("-r, --raw", "do not escape", .idle("nothing is escaped")),
            UtilityOption("-z, --uncompress", "look inside compressed files", .missing),
        ]
    ) { call in
        var words = call.operands
        if let list = call.options.value("f") {
            let reader = try call.reader(list)
            while let line = try reader.line() { words.append(Array(reader.bytes[line.range])) }
        }
        if words.isEmpty { throw call.misuse("missing operand") }
        let widest = words.map(\.count).max() ?? 0
        let separator = call.options.text("F") ?? ":"
        try call.eachOperand(words) { word in
            let kind = try kind(of: word, call)
            if !call.has("b") {
                var text = call.text(word)
                text += call.has("0") ? "\0" : separator
                let pad = call.has("N") || call.has("0") ? 0 : widest - word.count
                try call.write(text + String(repeating: " ", count: pad + 1))
            }
            try call.write(kind + "\n")
        }
        return call.status
    }

    private static func kind(of word: [UInt8], _ call: UtilityCall) throws -> String {
        do {
            let isInput = word == [UInt8(ascii: "-")]
            if isInput {
                let reader = try call.reader(word)
                let bytes = try reader.next(64 << 10).map { Array(reader.bytes[$0]) } ?? []
                return FileKinds(bytes, size: bytes.count, mode: 0).text(call)
            }
            var entry = try call.entry(word, follow: false)
            if case .symlink(let target) = entry.node.body {
                if !call.has("L") {
                    let isBroken = (try? call.entry(word, follow: true)) == nil
                    return call.options.has(any: "i", "mime-type")
                        ? "inode/symlink" + (call.has("i") ? "; charset=binary" : "")
                        : "\(isBroken ? "broken symbolic link" : "symbolic link") to"
                            + " \(call.text(target))"
                }
                entry = try call.entry(word, follow: true)
            }
            let isMIME = call.options.has(any: "i", "mime-type")
            let end = call.has("i") ? "; charset=binary" : ""
            switch entry.node.body {
            case .file(let contents):
                let bytes = try contents.bytes(in: 0..<min(contents.count, 64 << 10))
                return FileKinds(bytes, size: contents.count, mode: entry.node.attributes.mode)
                    .text(call)
            case .directory: return isMIME ? "inode/directory\(end)" : special(entry) + "directory"
            case .fifo: return isMIME ? "inode/fifo\(end)" : "fifo (named pipe)"
            case .characterDevice(let number):
                return isMIME
                    ? "inode/chardevice\(end)"
                    : "character special (\(number.major)/\(number.minor))"
            case .blockDevice(let number):
                return isMIME
                    ? "inode/blockdevice\(end)" : "block special (\(number.major)/\(number.minor))"
            case .symlink: return "symbolic link"
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if call.has("E") { call.status = 1 }
            return "cannot open `\(call.text(word))' (\(error.reason))"
        }
    }

    private static func special(_ entry: FileEntry) -> String {
        let mode = entry.node.attributes.mode
        return (mode & 0o4000 != 0 ? "setuid, " : "") + (mode & 0o2000 != 0 ? "setgid, " : "")
            + (mode & 0o1000 != 0 ? "sticky, " : "")
    }
}

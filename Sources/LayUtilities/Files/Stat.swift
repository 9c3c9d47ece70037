internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let statUtility = Utility(
        "stat", "tell about files", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-L, --dereference", "what links lead to"),
            UtilityOption("-f, --file-system", "the file system and not the file"),
            UtilityOption("--cached=MODE", "how fresh it is", .idle("all is fresh"), .gnu),
            UtilityOption(
                "-c, --format=FORMAT", "in this format, each with a newline", .works, .gnu),
            UtilityOption("-c FORMAT", "in this format, each with a newline", .works, .busybox),
            UtilityOption(
                "--printf=FORMAT", "in this format, with backslash escapes", .works, .gnu),
            UtilityOption("-t, --terse", "in one short line", .works),
        ]
    ) { call in
        try call.needOperands()
        var end: [UInt8] = [10]
        var format: [UInt8]?
        if let key = call.options.last(of: "c", "printf") {
            format = call.options.value(key)
            if key == "printf" {
                format = StatFormat.unescaped(format ?? [])
                end = []
            }
        }
        let writer = StatFormat(call)
        try call.eachOperand { word in
            do {
                let isInput = word == [UInt8(ascii: "-")] && call.manner == .gnu
                let entry =
                    isInput && !call.has("f")
                    ? FileEntry(
                        path: "/dev/stdin",
                        node: FileNode(.fifo, attributes: FileAttributes(mode: 0o600)))
                    : try call.entry(word, follow: call.has("L") || call.has("f"))
                if call.has("f") {
                    return try call.write(
                        writer.fileSystem(format ?? writer.systemFormat, word) + end)
                }
                try call.write(
                    writer.text(format ?? writer.standardFormat(entry), word, entry) + end)
            } catch let error as FileError {
                if call.manner == .busybox {
                    return try call.cannot(
                        call.has("f") ? "read file system information for" : "stat", word, error)
                }
                try call.cannot(
                    call.has("f") ? "read file system information for" : "statx", word, error)
            }
        }
        return call.status
    }
}

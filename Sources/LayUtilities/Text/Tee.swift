import LayFiles
import LayShell

extension Utilities {
    static let teeUtility = Utility(
        "tee", "copy the standard input to each FILE, and to the standard output",
        usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --append", "add to files, do not empty them"),
            UtilityOption("-i, --ignore-interrupts", "ignore interrupts", .idle("there are none")),
            UtilityOption("-p", "tell of errors of writing to pipes", .idle("as without"), .gnu),
            UtilityOption("--output-error[=MODE]", "what errors do", .idle("as without"), .gnu),
        ]
    ) { call in
        var outputs: [(name: [UInt8], file: FileOutput)] = []
        for name in call.operands {
            do {
                outputs.append(
                    (name, try FileOutput(call.path(name), call.context, appends: call.has("a"))))
            } catch {
                try call.complain(name, error)
            }
        }
        let reader = try call.reader([45])
        defer { reader.close() }
        while let range = try reader.piece() {
            let piece = reader.bytes[range]
            try call.write(piece)
            // Whoever reads it may wait for this.
            try call.flush()
            for (name, file) in outputs {
                do {
                    try file.write(piece)
                    try file.flush()
                } catch {
                    try call.complain(name, error)
                }
            }
        }
        return call.status
    }
}

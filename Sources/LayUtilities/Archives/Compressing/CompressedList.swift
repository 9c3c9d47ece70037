internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `gzip -l` and `xz -l`: the sizes of compressed files.
struct CompressedList {
    private let run: FileCompression
    private var call: UtilityCall { run.call }

    init(_ run: FileCompression) { self.run = run }

    /// Writes a line for each file.
    ///
    /// - Throws: `BoundReached`.
    func write() throws {
        let isGzip = run.format == .gzip
        var isFirst = true
        var totals = (stored: 0, plain: 0, files: 0)
        for word in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            do {
                let reader = try call.reader(word)
                let input = reader.pulled
                let format = StreamFormat.detect(try input.peek(16)) ?? run.format
                let decompressor = StreamDecompressor(input, format)
                while try !decompressor.next().isEmpty { try call.context.step(16) }
                if isFirst {
                    try call.write(
                        isGzip
                            ? "         compressed        uncompressed  ratio uncompressed_name\n"
                            : "Strms  Blocks   Compressed Uncompressed  Ratio  Check   Filename\n")
                }
                isFirst = false
                totals.files += 1
                totals.stored += decompressor.storedCount
                totals.plain += decompressor.count
                try writeLine(word, decompressor.storedCount, decompressor.count)
            } catch let fault as StreamFault {
                try run.complain(.fault(fault), word)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try run.complain(.cannotOpen(error.reason), word)
            }
        }
        if isGzip, totals.files > 1 {
            try writeGzip(Array("(totals)".utf8), totals.stored, totals.plain)
        }
    }

    private func writeLine(_ word: [UInt8], _ stored: Int, _ plain: Int) throws {
        if run.format == .gzip {
            return try writeGzip(run.names.plain(word) ?? word, stored, plain)
        }
        let ratio = plain == 0 ? "---" : FileCompression.decimal(Double(stored) / Double(plain), 2)
        try call.write(
            "    1       1    \(Self.size(stored)) \(Self.size(plain))  \(ratio.padded(5))  CRC64   "
                + "\(call.text(word))\n")
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 10_000
            ? "\(bytes) B".padded(12)
            : "\(FileCompression.decimal(Double(bytes) / 1024)) KiB".padded(12)
    }

    private func writeGzip(_ name: [UInt8], _ stored: Int, _ plain: Int) throws {
        let saved = plain == 0 ? 0 : Double(plain - stored + 18) / Double(plain) * 100
        let percent = FileCompression.decimal(saved).padded(5)
        try call.write(
            "\(String(stored).padded(19)) \(String(plain).padded(19)) \(percent)% "
                + "\(call.text(name))\n")
    }
}

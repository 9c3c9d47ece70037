internal import LayBounds
import LayFiles
import LayShell

/// dd at work.
final class BlockCopy {
    private let call: UtilityCall
    private let request: BlockCopyRequest
    private let reader: ByteReader
    private var output: OpenFile?
    private var buffer: [UInt8] = []
    private var wholeIn = 0
    private var partsIn = 0
    private var wholeOut = 0
    private var partsOut = 0
    private var bytes = 0
    /// The byte that `conv=swab` waits with.
    private var odd: UInt8?
    private var column = 0
    private var truncated = 0
    private var spaces = 0

    /// Larger blocks than these are refused as what no memory has room for.
    private static let largest = 1 << 30

    /// Opens input and output.
    ///
    /// - Throws: `UtilityFailure` in dd's words.
    init(_ call: UtilityCall, _ request: BlockCopyRequest) throws {
        self.call = call
        self.request = request
        let isGNU = call.manner == .gnu
        func failure(_ name: [UInt8], _ error: FileError) -> UtilityFailure {
            UtilityFailure(
                "\(isGNU ? "failed to open" : "can't open") \(call.quoted(name)): \(error.reason)")
        }
        for size in [request.inputBlock, request.outputBlock] where size > Self.largest {
            throw UtilityFailure("memory exhausted by input buffer of size \(size) bytes")
        }
        if let name = request.input {
            do {
                let entry = try call.entry(name, follow: true)
                reader = try ByteReader(entry.path, call.context)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw failure(name, error)
            }
        } else {
            reader = ByteReader(standardInputOf: call.context)
        }
        guard let name = request.output else { return }
        do {
            var flags: OpenFlags = [.write]
            if !request.conversions.contains("nocreat") { flags.insert(.create) }
            if request.conversions.contains("excl") { flags.insert(.exclusive) }
            if request.outputFlags.contains("append") { flags.insert(.append) }
            let place = try call.place(name)
            let start = try multiplied(
                request.seek, request.outputFlags.contains("seek_bytes") ? 1 : request.outputBlock)
            let truncates = !request.conversions.contains("notrunc")
            if truncates, start == 0, !flags.contains(.exclusive) { flags.insert(.truncate) }
            let file = try call.context.open(place, flags)
            if start > 0 {
                if truncates { try file.truncate(to: start) }
                try file.seek(to: start)
            }
            output = file
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw failure(name, error)
        }
    }

    private func multiplied(_ count: Int, _ size: Int) throws -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        if overflow || product > 1 << 44 {
            throw UtilityFailure("offset too large: cannot truncate to a length of seek=\(count)")
        }
        return product
    }

    /// Copies, and tells how much.
    ///
    /// - Throws: `BoundReached`.
    func run() throws {
        defer { reader.close() }
        do {
            try call.context.releasing {
                try call.context.hold(request.inputBlock + request.outputBlock)
                try skip()
                try copy()
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            call.status = 1
            let name = request.input ?? Array("standard input".utf8)
            try call.complain(
                call.manner == .gnu
                    ? "error reading \(call.quoted(name)): \(error.reason)"
                    : "\(call.text(name)): \(error.reason)")
        }
        try call.flush()
        try tell()
    }

    private func skip() throws {
        guard request.skip > 0 else { return }
        let isBytes = request.inputFlags.contains("skip_bytes")
        let (product, overflow) = request.skip.multipliedReportingOverflow(
            by: isBytes ? 1 : request.inputBlock)
        var left = overflow ? Int.max : product
        while left > 0, let range = try reader.piece() {
            reader.back(max(0, range.count - left))
            left -= min(left, range.count)
        }
        if left > 0, call.manner == .gnu {
            let name = request.input ?? Array("standard input".utf8)
            try call.complain("\(call.shown(name)): cannot skip to specified offset")
        }
    }

    private func copy() throws {
        var blocks = request.count ?? Int.max
        var left = Int.max
        if request.inputFlags.contains("count_bytes"), let count = request.count {
            (blocks, left) = (Int.max, count)
        }
        while blocks > 0, left > 0, let range = try reader.next(min(request.inputBlock, left)) {
            try call.context.step()
            blocks -= 1
            left -= range.count
            var block = Array(reader.bytes[range])
            if block.count == request.inputBlock {
                wholeIn += 1
            } else {
                partsIn += 1
                if request.conversions.contains("sync") {
                    let isText = !request.conversions.isDisjoint(with: ["block", "unblock"])
                    block += [UInt8](
                        repeating: isText ? 32 : 0, count: request.inputBlock - block.count)
                }
            }
            if request.isUnblocked {
                try write(block, size: request.outputBlock)
            } else {
                try add(convert(block))
            }
        }
        if let odd { try add(reblocked([odd])) }
        if request.conversions.contains("block"), column > 0 {
            try add([UInt8](repeating: 32, count: max(0, request.lineBlock - column)))
        }
        if request.conversions.contains("unblock"), column > 0 { try add([10]) }
        if !buffer.isEmpty { try write(buffer, size: request.outputBlock) }
        buffer = []
    }

    private func add(_ block: [UInt8]) throws {
        buffer += block
        var start = 0
        while buffer.count - start >= request.outputBlock {
            try write(
                Array(buffer[start..<(start + request.outputBlock)]), size: request.outputBlock)
            start += request.outputBlock
        }
        buffer.removeSubrange(..<start)
    }

    private func write(_ block: [UInt8], size: Int) throws {
        if block.count == size { wholeOut += 1 } else { partsOut += 1 }
        bytes += block.count
        guard let output else { return try call.write(block) }
        try call.context.account.work(block.count)
        do {
            try output.write(block)
        } catch {
            if let bound = error.bound { throw bound }
            try tell()
            throw UtilityFailure(
                "error writing \(call.quoted(request.output ?? [])): \(error.reason)")
        }
    }

    // MARK: Conversions

    private func convert(_ block: [UInt8]) -> [UInt8] {
        var block = block
        if request.conversions.contains("ucase") {
            block = block.map { $0 &- 97 < 26 ? $0 & ~32 : $0 }
        } else if request.conversions.contains("lcase") {
            block = block.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
        }
        if request.conversions.contains("swab") {
            var swapped: [UInt8] = []
            swapped.reserveCapacity(block.count + 1)
            for byte in block {
                if let first = odd {
                    swapped += [byte, first]
                    odd = nil
                } else {
                    odd = byte
                }
            }
            block = swapped
        }
        return reblocked(block)
    }

    private func reblocked(_ block: [UInt8]) -> [UInt8] {
        guard request.lineBlock > 0 else { return block }
        var result: [UInt8] = []
        if request.conversions.contains("block") {
            for byte in block {
                if byte == 10 {
                    result += [UInt8](repeating: 32, count: max(0, request.lineBlock - column))
                    column = 0
                } else {
                    if column == request.lineBlock { truncated += 1 }
                    if column < request.lineBlock { result.append(byte) }
                    column += 1
                }
            }
            return result
        }
        guard request.conversions.contains("unblock") else { return block }
        for byte in block {
            if column == request.lineBlock {
                result.append(10)
                (column, spaces) = (0, 0)
            }
            column += 1
            if byte == 32 {
                spaces += 1
            } else {
                result += [UInt8](repeating: 32, count: spaces) + [byte]
                spaces = 0
            }
        }
        return result
    }

    // MARK: What was copied

    private func tell() throws {
        if request.status == "none" { return }
        var text = "\(wholeIn)+\(partsIn) records in\n\(wholeOut)+\(partsOut) records out\n"
        if truncated > 0 {
            text += "\(truncated) truncated record\(truncated == 1 ? "" : "s")\n"
        }
        if request.status != "noxfer" {
            if call.manner == .gnu {
                text += "\(bytes) byte\(bytes == 1 ? "" : "s")"
                if bytes >= 1000 {
                    let (si, binary) = (Self.amount(bytes, 1000), Self.amount(bytes, 1024))
                    text += bytes >= 1024 ? " (\(si), \(binary))" : " (\(si))"
                }
                // No time passes in a model while it copies.
                text += " copied, 0 s, \(bytes == 0 ? "0.0 kB/s" : "Infinity B/s")\n"
            } else {
                text +=
                    "\(bytes) bytes (\(SizeShown.busyboxHuman(bytes))B) copied, 0.000000 seconds, 0B/s\n"
            }
        }
        try call.context.errors.write(text)
    }

    private static func amount(_ bytes: Int, _ base: Int) -> String {
        let units = base == 1000 ? ["", "k", "M", "G", "T"] : ["", "Ki", "Mi", "Gi", "Ti"]
        var unit = 1
        var index = 0
        while index + 1 < units.count, bytes / unit >= base {
            unit *= base
            index += 1
        }
        let tenths = Int((Double(bytes) / Double(unit) * 10).rounded())
        let text =
            tenths < 100 && index > 0 ? "\(tenths / 10).\(tenths % 10)" : "\((tenths + 5) / 10)"
        return "\(text) \(units[index])B"
    }
}

internal import LayBounds

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension VM {
    func installStrings() {
        let string = type(.string)
        constructor(string, "value") { call in
            call.vm.string(try call.vm.display(call[0], readable: false))
        }
        function(string, "from_code_point", "number") { call in
            guard let number = UInt32(exactly: try call.int(0)), let scalar = Unicode.Scalar(number)
            else { throw LayError(.valueError, "\(try call.int(0)) is no Unicode scalar") }
            return call.vm.string(String(scalar))
        }
        property(string, "length") { vm, value in .int(vm.scalarCount(value)) }
        property(string, "is_empty") { _, value in .bool(value.byteCount == 0) }
        property(string, "bytes") { vm, value in try vm.bytes(value.buffer) }
        property(string, "graphemes") { vm, value in
            vm.list(value.text.map { vm.string(String($0)) })
        }
        property(string, "code_points") { vm, value in
            vm.list(value.text.unicodeScalars.map { .int(Int($0.value)) })
        }
        installStringParts(string)
        installStringSearches(string)
        installStringChanges(string)
    }

    private func installStringParts(_ string: TypeInfo) {
        method(string, "lines") { call in
            let text = call[0].buffer
            let result = call.vm.list([])
            var start = 0
            while start < text.count {
                let found = text.baseAddress.flatMap { memchr($0 + start, 10, text.count - start) }
                let end = Self.position(found, in: text)
                let isReturn = end > start && text[end - 1] == 13
                call.vm.push(text[start..<(isReturn ? end - 1 : end)], to: result)
                start = end + 1
            }
            return result
        }
        method(string, "split", "separator? limit?") { call in
            let text = call[0].buffer
            let limit = call.has(2) ? try call.int(2) : Int.max
            if limit < 1 {
                throw LayError(.valueError, "split: the limit \(limit) is less than 1")
            }
            guard call.has(1) else { return call.vm.words(text, limit) }
            let separator = try call.text(1)
            if separator.isEmpty {
                throw LayError(
                    .valueError, "split: the separator is empty",
                    help: "list(s) gives the characters")
            }
            let result = call.vm.list([])
            var start = 0
            while result.list.pointee.count + 1 < limit,
                let offset = Self.offset(of: separator, in: text, from: start)
            {
                call.vm.push(text[start..<offset], to: result)
                start = offset + separator.count
            }
            call.vm.push(text[start...], to: result)
            return result
        }
        method(string, "partition", "separator") { call in
            let text = call[0].buffer
            let separator = try call.text(1)
            let result = call.vm.list([])
            let offset = Self.offset(of: separator, in: text, from: 0) ?? text.count
            call.vm.push(text[..<offset], to: result)
            let end = min(text.count, offset + separator.count)
            call.vm.push(text[offset..<end], to: result)
            call.vm.push(text[end...], to: result)
            return result
        }
        method(string, "trim", "characters?") { call in try Self.trim(call, true, true) }
        method(string, "trim_start", "characters?") { call in try Self.trim(call, true, false) }
        method(string, "trim_end", "characters?") { call in try Self.trim(call, false, true) }
        method(string, "remove_prefix", "prefix") { call in
            let (text, prefix) = (call[0].buffer, try call.text(1))
            guard Self.starts(text, with: prefix) else { return call.vm.retain(call[0]) }
            return try call.vm.string(UnsafeRawBufferPointer(rebasing: text[prefix.count...]))
        }
        method(string, "remove_suffix", "suffix") { call in
            let (text, suffix) = (call[0].buffer, try call.text(1))
            guard Self.ends(text, with: suffix) else { return call.vm.retain(call[0]) }
            return try call.vm.string(
                UnsafeRawBufferPointer(rebasing: text[..<(text.count - suffix.count)]))
        }
    }

    private func installStringSearches(_ string: TypeInfo) {
        method(string, "starts_with", "prefix") { call in
            .bool(Self.starts(call[0].buffer, with: try call.text(1)))
        }
        method(string, "ends_with", "suffix") { call in
            .bool(Self.ends(call[0].buffer, with: try call.text(1)))
        }
        method(string, "contains", "part") { call in
            .bool(Self.offset(of: try call.text(1), in: call[0].buffer, from: 0) != nil)
        }
        method(string, "find", "part from?") { call in
            let text = call[0].buffer
            let part = try call.text(1)
            var start = 0
            if call.has(2) {
                let from = try call.int(2)
                guard let offset = call.vm.offset(ofScalar: from, in: call[0]) else { return .nil }
                start = offset
            }
            guard let offset = Self.offset(of: part, in: text, from: start) else { return .nil }
            return .int(call.vm.scalars(in: call[0], before: offset))
        }
        method(string, "find_last", "part") { call in
            let text = call[0].buffer
            let part = try call.text(1)
            var offset = text.count - part.count
            while offset >= 0 {
                if Self.starts(UnsafeRawBufferPointer(rebasing: text[offset...]), with: part) {
                    return .int(call.vm.scalars(in: call[0], before: offset))
                }
                offset -= 1
            }
            return .nil
        }
        method(string, "count", "part") { call in
            let part = try call.text(1)
            if part.isEmpty { throw LayError(.valueError, "count: the part is empty") }
            var (count, start) = (0, 0)
            while let offset = Self.offset(of: part, in: call[0].buffer, from: start) {
                count += 1
                start = offset + part.count
            }
            return .int(count)
        }
    }

    private func installStringChanges(_ string: TypeInfo) {
        method(string, "upper") { call in
            call.vm.mapASCII(call[0], 97...122, -32) { $0.uppercased() }
        }
        method(string, "lower") { call in
            call.vm.mapASCII(call[0], 65...90, 32) { $0.lowercased() }
        }
        method(string, "capitalized") { call in
            let text = call[0].text
            return call.vm.string(text.prefix(1).uppercased() + text.dropFirst())
        }
        method(string, "replace", "old new count?") { call in
            let (text, old, new) = (call[0].buffer, try call.text(1), try call.text(2))
            var left = call.has(3) ? try call.int(3) : Int.max
            if old.isEmpty { throw LayError(.valueError, "replace: the text to replace is empty") }
            var result: [UInt8] = []
            result.reserveCapacity(text.count)
            var start = 0
            while left > 0, let offset = Self.offset(of: old, in: text, from: start) {
                result.append(contentsOf: text[start..<offset])
                result.append(contentsOf: new)
                start = offset + old.count
                left -= 1
                if result.count > call.vm.memoryLimit { try call.vm.reserve(result.count) }
            }
            if start == 0 { return call.vm.retain(call[0]) }
            result.append(contentsOf: text[start...])
            return try result.withUnsafeBytes { try call.vm.string($0) }
        }
        method(string, "repeat", "count") { call in
            let count = try call.int(1)
            if count < 0 { throw LayError(.valueError, "repeat: the count \(count) is negative") }
            let (size, overflow) = call[0].byteCount.multipliedReportingOverflow(by: count)
            try call.vm.reserve(overflow ? Int.max : size)
            let result = call.vm.machine.makeBytes(size)
            for round in 0..<count {
                memcpy(result.bytes + round * call[0].byteCount, call[0].bytes, call[0].byteCount)
            }
            return result
        }
        method(string, "pad_start", "length fill?") { call in try Self.pad(call, 2, 0) }
        method(string, "pad_end", "length fill?") { call in try Self.pad(call, 0, 2) }
        method(string, "center", "length fill?") { call in try Self.pad(call, 1, 1) }
        method(string, "reversed") { call in
            call.vm.string(String(String.UnicodeScalarView(call[0].text.unicodeScalars.reversed())))
        }
        method(string, "indent", "by") { call in
            let margin =
                call[1].isInt
                ? String(repeating: " ", count: max(0, min(call[1].asInt, 1000)))
                : try call.string(1)
            let lines = call[0].text.split(separator: "\n", omittingEmptySubsequences: false)
            return call.vm.string(
                lines.map { $0.isEmpty ? String($0) : margin + $0 }.joined(separator: "\n"))
        }
    }

    // MARK: Bytes of strings

    /// The offset of a place in a text; its end for none.
    private static func position(_ place: UnsafeMutableRawPointer?, in text: UnsafeRawBufferPointer)
        -> Int
    {
        guard let place, let base = text.baseAddress else { return text.count }
        return UnsafeRawPointer(place) - base
    }

    /// Adds bytes as a string to a list.
    func push(_ bytes: Slice<UnsafeRawBufferPointer>, to list: Value) {
        let part = machine.makeBytes(copying: UnsafeRawBufferPointer(rebasing: bytes), .string)
        machine.append(part, to: list.list)
    }

    /// The offset of a part at or behind `start`.
    ///
    /// - Complexity: O(*n*) in all but contrived texts.
    static func offset(
        of part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        guard let first = part.first, let pattern = part.baseAddress else {
            return start <= text.count ? start : nil
        }
        guard let base = text.baseAddress else { return nil }
        var offset = start
        let last = text.count - part.count
        while offset <= last {
            guard let found = memchr(base + offset, Int32(first), last - offset + 1) else {
                return nil
            }
            offset = UnsafeRawPointer(found) - base
            if memcmp(found, pattern, part.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }

    static func starts(_ text: UnsafeRawBufferPointer, with part: UnsafeRawBufferPointer) -> Bool {
        guard part.count <= text.count else { return false }
        guard let a = text.baseAddress, let b = part.baseAddress else { return true }
        return memcmp(a, b, part.count) == 0
    }

    private static func ends(_ text: UnsafeRawBufferPointer, with part: UnsafeRawBufferPointer)
        -> Bool
    {
        guard part.count <= text.count else { return false }
        return starts(
            UnsafeRawBufferPointer(rebasing: text[(text.count - part.count)...]), with: part)
    }

    /// How many scalars stand before a byte offset.
    func scalars(in text: Value, before offset: Int) -> Int {
        machine.isASCII(text) ? offset : text.buffer[..<offset].count { $0 & 0xc0 != 0x80 }
    }

    /// The byte offset of a scalar, counted from the end when negative; `nil` outside.
    private func offset(ofScalar index: Int, in text: Value) -> Int? {
        let count = scalarCount(text)
        let place = index < 0 ? index + count : index
        guard place >= 0, place <= count else { return nil }
        if machine.isASCII(text) { return place }
        var seen = 0
        for (offset, byte) in text.buffer.enumerated() where byte & 0xc0 != 0x80 {
            if seen == place { return offset }
            seen += 1
        }
        return text.byteCount
    }

    private func words(_ text: UnsafeRawBufferPointer, _ limit: Int) -> Value {
        let parts = String(decoding: text, as: UTF8.self).split(
            maxSplits: min(limit, 1 << 30) - 1, whereSeparator: \.isWhitespace)
        return list(parts.map { string(String($0)) })
    }

    private func mapASCII(
        _ text: Value, _ letters: ClosedRange<UInt8>, _ step: Int, _ other: (String) -> String
    ) -> Value {
        guard machine.isASCII(text) else { return string(other(text.text)) }
        let result = machine.makeBytes(text.byteCount)
        for (offset, byte) in text.buffer.enumerated() {
            result.bytes[offset] =
                letters.contains(byte) ? UInt8(truncatingIfNeeded: Int(byte) + step) : byte
        }
        return result
    }

    private static func trim(_ call: borrowing NativeCall, _ start: Bool, _ end: Bool) throws
        -> Value
    {
        var part = call[0].text.unicodeScalars[...]
        let set = try call.optionalString(1).map { Set($0.unicodeScalars) }
        func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
            set.map { $0.contains(scalar) } ?? scalar.properties.isWhitespace
        }
        if start { part = part.drop(while: isTrimmed) }
        if end { while let last = part.last, isTrimmed(last) { part.removeLast() } }
        return call.vm.string(String(part))
    }

    /// Fills up to a length; the shares of `before` and `after` stand for how it is divided.
    private static func pad(_ call: borrowing NativeCall, _ before: Int, _ after: Int) throws
        -> Value
    {
        let length = try call.int(1)
        let fill = try call.optionalString(2) ?? " "
        guard fill.unicodeScalars.count == 1 else {
            throw call.mismatch(2, "a string of one character")
        }
        let (missing, overflow) = length.subtractingReportingOverflow(call.vm.scalarCount(call[0]))
        if missing <= 0, !overflow { return call.vm.retain(call[0]) }
        let (size, isHuge) = missing.multipliedReportingOverflow(by: 4)
        try call.vm.reserve(overflow || isHuge ? Int.max : size)
        let front = missing * before / 2
        return call.vm.string(
            String(repeating: fill, count: front) + call[0].text
                + String(repeating: fill, count: missing - front))
    }
}

extension NativeCall {
    /// The bytes of a string argument, valid while the call runs.
    func text(_ index: Int) throws -> UnsafeRawBufferPointer {
        guard self[index].tag == .string else { throw mismatch(index, "a string") }
        return self[index].buffer
    }
}

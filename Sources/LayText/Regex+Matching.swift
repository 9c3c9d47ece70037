internal import CPCRE2

extension Regex {
    /// What a search tells of its work: about a turn of a loop each.
    ///
    /// - Throws: what ends the search.
    package typealias Work = (_ steps: Int) throws -> Void

    /// Bytes that one step of a search may go through without being asked.
    private static let shortText = 1 << 12

    /// The first match at or behind a byte offset that begins a scalar.
    ///
    /// - Parameter work: asked while it searches, with the steps since it was asked last.
    /// - Throws: `RegexError` when the search takes too many steps, and what `work` throws.
    package func firstMatch(
        in text: UnsafeRawBufferPointer, from start: Int = 0, _ work: Work
    ) throws -> RegexMatch? {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
            throw RegexError.noMemory
        }
        defer { pcre2_match_data_free_8(data) }
        // One step of PCRE2's count may walk to the end of the text, so the search of a long one is
        // watched from the beginning, that of a short one when it turns out to be long.
        var result = PCRE2_ERROR_MATCHLIMIT
        if text.count < Self.shortText {
            result = search(text, start, code, briefContext, data)
        }
        if result == PCRE2_ERROR_MATCHLIMIT {
            result = try watchedSearch(text, start, data, work)
        }
        if result == PCRE2_ERROR_NOMATCH {
            try work(1 + (text.count - start) >> 4)
            return nil
        }
        if result < 0 { throw RegexError.givenUp(Self.message(result)) }
        guard let vector = pcre2_get_ovector_pointer_8(data) else { return nil }
        let ranges = (0...groupCount).map { group -> Range<Int>? in
            let (lower, upper) = (vector[2 * group], vector[2 * group + 1])
            // What had no part is at -1, and `\K` can let a match end before its start.
            return group < Int(result) && lower >= 0 && lower <= upper && upper <= text.count
                ? lower..<upper : nil
        }
        let match = RegexMatch(ranges: ranges)
        try work(16 + groupCount + max(0, match.whole.upperBound - start) >> 4)
        return match
    }

    private func search(
        _ text: UnsafeRawBufferPointer, _ start: Int, _ code: OpaquePointer,
        _ context: OpaquePointer, _ data: OpaquePointer
    ) -> Int32 {
        let empty: [UInt8] = [0]
        // Strings of the language are valid UTF-8.
        let options = UInt32(PCRE2_NO_UTF_CHECK)
        return empty.withUnsafeBufferPointer { placeholder in
            let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return pcre2_match_8(
                code, base ?? placeholder.baseAddress, text.count, start, options, data, context)
        }
    }

    /// A search that calls back in front of each part of the pattern.
    private func watchedSearch(
        _ text: UnsafeRawBufferPointer, _ start: Int, _ data: OpaquePointer, _ work: Work
    ) throws -> Int32 {
        guard let code = watchedCode(), let context = Self.context(steps: Self.stepLimit) else {
            throw RegexError.noMemory
        }
        defer { pcre2_match_context_free_8(context) }
        // A long text has as many places where a match may begin.
        let steps = max(Int(Self.stepLimit), text.count.multipliedReportingOverflow(by: 4).0)
        pcre2_set_match_limit_8(context, UInt32(clamping: steps))
        return try withoutActuallyEscaping(work) { work in
            var watch = Watch(work: work)
            let result = withUnsafeMutablePointer(to: &watch) { watch in
                pcre2_set_callout_8(
                    context,
                    { block, watch in
                        guard let block, let watch else { return 0 }
                        let left = block.pointee.subject_length - block.pointee.current_position
                        return watch.assumingMemoryBound(to: Watch.self).pointee.passes(left)
                    }, watch)
                return search(text, start, code, context, data)
            }
            if let error = watch.error { throw error }
            try work(watch.parts >> Watch.partsPerStep)
            return result
        }
    }

    /// What the callbacks of a search count.
    private struct Watch {
        let work: Work
        var parts = 0
        private var bytes = 0
        var error: (any Error)?

        /// Parts of a pattern that are tried in the time of a turn of a loop, as a shift.
        static let partsPerStep = 2
        /// Bytes that the parts tried may have gone through before the run is asked again.
        private static let bytesPerLook = 1 << 24
        private static let partsPerLook = 1 << 14

        init(work: @escaping Work) { self.work = work }

        /// Counts a part that may walk over the bytes that are left; gives PCRE2's number for a
        /// search that ends here.
        mutating func passes(_ left: Int) -> Int32 {
            parts &+= 1
            bytes &+= left
            if bytes < Self.bytesPerLook, parts < Self.partsPerLook { return 0 }
            do {
                try work(parts >> Self.partsPerStep &+ 1)
            } catch {
                self.error = error
                return PCRE2_ERROR_CALLOUT
            }
            (parts, bytes) = (0, 0)
            return 0
        }
    }

    /// Calls `body` with one match after the other until it gives false.
    ///
    /// - Throws: `RegexError` when a search takes too many steps, what `work` and what `body` throw.
    package func forEachMatch(
        in text: UnsafeRawBufferPointer, _ work: Work, _ body: (RegexMatch) throws -> Bool
    ) throws {
        var start = 0
        while start <= text.count, let match = try firstMatch(in: text, from: start, work) {
            if try !body(match) { return }
            start = max(start, match.whole.upperBound)
            if match.whole.isEmpty {
                // An empty match: go on behind the next scalar.
                start += 1
                while start < text.count, text[start] & 0xc0 == 0x80 { start += 1 }
            }
        }
    }
}

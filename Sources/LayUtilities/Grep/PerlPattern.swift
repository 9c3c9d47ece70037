internal import CPCRE2

/// A pattern of `grep -P`, which PCRE2 matches.
final class PerlPattern: GrepPerlMatcher {
    private let code: OpaquePointer
    private let data: OpaquePointer
    private let limits: OpaquePointer

    /// Tries of a search before it is given up, as GNU's grep has them.
    private static let most: UInt32 = 10_000_000

    /// - Throws: `GrepPatternError` for a pattern that PCRE2 does not take.
    init(_ pattern: [UInt8], _ options: GrepPerlOptions) throws {
        var flags: UInt32 = 0
        if options.isUTF8 { flags |= UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF) }
        if options.foldsCase { flags |= UInt32(PCRE2_CASELESS) }
        var text = pattern
        if options.wholeLines {
            text = Array("^(?:".utf8) + text + Array(")$".utf8)
        } else if options.wholeWords {
            text = Array("(?<!\\w)(?:".utf8) + text + Array(")(?!\\w)".utf8)
        }
        var number: Int32 = 0
        var offset = 0
        guard let code = pcre2_compile_8(text, text.count, flags, &number, &offset, nil) else {
            var buffer = [UInt8](repeating: 0, count: 256)
            pcre2_get_error_message_8(number, &buffer, buffer.count)
            throw GrepPatternError(Array(buffer.prefix { $0 != 0 }))
        }
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil),
            let limits = pcre2_match_context_create_8(nil)
        else {
            pcre2_code_free_8(code)
            throw GrepPatternError(Array("memory exhausted".utf8))
        }
        pcre2_set_match_limit_8(limits, Self.most)
        self.code = code
        self.data = data
        self.limits = limits
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_match_data_free_8(data)
        pcre2_code_free_8(code)
    }

    func firstRange(in line: UnsafeBufferPointer<UInt8>, from start: Int) throws -> Range<Int>? {
        guard let base = line.baseAddress else {
            return try [0].withUnsafeBufferPointer { empty in
                try firstRange(in: UnsafeBufferPointer(rebasing: empty[..<0]), from: start)
            }
        }
        let found = pcre2_match_8(code, base, line.count, start, 0, data, limits)
        if found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT {
            throw GrepPatternError(Array("exceeded PCRE's backtracking limit".utf8))
        }
        guard found > 0, let offsets = pcre2_get_ovector_pointer_8(data) else { return nil }
        return offsets[0]..<max(offsets[0], offsets[1])
    }
}

/// What was perhaps meant.
enum Suggestion {
    /// The nearest of some words, at most two letters away; the first of several.
    ///
    /// A word that is one of them suggests nothing: it was not the fault.
    static func nearest(to word: String, among words: [String]) -> String? {
        let letters = Array(word.unicodeScalars)
        // Words of such a length cannot be near to any.
        guard letters.count < 64 else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in words {
            if candidate == word { return nil }
            // One letter takes up to four bytes.
            let count = candidate.utf8.count
            if count + 2 < letters.count || count > 4 * (letters.count + 2) { continue }
            let other = Array(candidate.unicodeScalars)
            if abs(other.count - letters.count) > 2 { continue }
            let distance = distance(letters, other)
            if distance < best?.distance ?? 3 { best = (candidate, distance) }
        }
        return best?.word
    }

    /// ` (did you mean WORD?)`, or nothing.
    static func question(_ word: String?) -> String {
        word.map { " (did you mean \($0)?)" } ?? ""
    }

    private static func distance(_ one: [Unicode.Scalar], _ two: [Unicode.Scalar]) -> Int {
        var row = Array(0...two.count)
        for (i, left) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in two.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(
                    above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = above
            }
        }
        return row[two.count]
    }
}

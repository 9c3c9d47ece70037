extension Utilities {
    /// The utilities for texts.
    static let textFamily: [Utility] = [
        sortUtility, trUtility, cutUtility, wcUtility, uniqUtility, xargsUtility, seqUtility,
        teeUtility, pasteUtility, commUtility, joinUtility, nlUtility, base64Utility,
        base32Utility, catUtility, tacUtility, revUtility, echoUtility, printfUtility, yesUtility,
        odUtility, hexdumpUtility, hdUtility, diffUtility, cmpUtility, xxdUtility, splitUtility,
        patchUtility, foldUtility, expandUtility, unexpandUtility, columnUtility, cksumUtility,
        sumUtility, stringsUtility, shufUtility, envsubstUtility, iconvUtility, fmtUtility,
        csplitUtility,
    ]
}

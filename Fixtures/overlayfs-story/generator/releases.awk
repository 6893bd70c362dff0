# Which release a change belongs to, and when that was.

function tag(name, time, stageNumber, weight) {
  tags[++tagCount] = name
  tagTime[name] = time + 72000
  tagStage[name] = stageNumber
  tagNumber[name] = tagCount
  tagWeight[tagCount] = weight
}

# Dates are seconds since 1970, UTC. A weight says how many of the ordinary changes come in before.
function defineReleases(   n) {
  tag("v4.4", 1452384000, 0, 0)
  tag("v4.5-rc1", 1453593600, 1, 40)
  tag("v4.5", 1457827200, 1, 12)
  tag("v4.6-rc1", 1458950400, 2, 40)
  tag("v4.6", 1463270400, 2, 12)
  tag("v4.7-rc1", 1464480000, 3, 36)
  tag("v4.7-rc2", 1465084800, 4, 4)
  tag("v4.7-rc3", 1465689600, 4, 4)
  tag("v4.7-rc4", 1466294400, 4, 4)
  tag("v4.7-rc5", 1466899200, 5, 3)
  tag("v4.7-rc6", 1467504000, 5, 3)
  tag("v4.7-rc7", 1468108800, 5, 2)
  tag("v4.7", 1469318400, 5, 2)
  tag("v4.8-rc1", 1470528000, 6, 36)
  tag("v4.8", 1475366400, 7, 12)
  release(1, 1454198400, 8, 2)
  release(2, 1455667200, 8, 2)
  release(3, 1456358400, 8, 2)
  release(119, 1519862400, 8, 3)
  release(120, 1520208000, 8, 3)
  for (n = 121; n <= 157; n++) {
    release(n, 1520726400 + (n - 121) * 460800,
      n <= 128 ? 8 : n <= 138 ? 9 : n <= 148 ? 10 : n <= 155 ? 11 : n == 156 ? 12 : 13,
      3 + (n * 7) % 6)
  }
}

function release(n, time, stageNumber, weight) {
  releases[++releaseCount] = n
  releaseNumber["4.4." n] = releaseCount
  releaseTime[releaseCount] = time + 36000
  releaseStage[releaseCount] = stageNumber
  releaseWeight[releaseCount] = weight
}

# Spreads the ordinary changes over the releases, neighbours in the table far apart; the story's
# commits go where they say. The place is a number whose whole part is the release.
function placeChanges(   c, i, total, stableTotal, step) {
  for (i = 1; i <= tagCount; i++) total += tagWeight[i]
  for (i = 1; i <= releaseCount; i++) stableTotal += releaseWeight[i]
  for (step = 61; ordinaryCount % step == 0; step += 2) continue
  i = 0
  for (c = 1; c <= changes; c++) {
    if (c in ordinary) {
      i++
      mainPlace[c] = place((i * step) % ordinaryCount, ordinaryCount, tagWeight, tagCount, total)
      if (flags[c] !~ /none=stable/) {
        stablePlace[c] = place((i * (step - 24) + 11) % ordinaryCount, ordinaryCount,
          releaseWeight, releaseCount, stableTotal)
      }
    } else {
      if (mainTag[c] != "-") mainPlace[c] = lookUp(tagNumber, mainTag[c]) + order[c] / 100
      if (stableRelease[c] != "-") {
        stablePlace[c] = lookUp(releaseNumber, stableRelease[c]) + order[c] / 100
      }
    }
  }
}

function place(position, count, weights, n, total,   i, share, sum) {
  share = (position + 0.5) / count * total
  for (i = 1; i <= n; i++) {
    if (share < sum + weights[i]) return i + (share - sum) / weights[i] * 0.99
    sum += weights[i]
  }
  return n
}

function lookUp(table, name) {
  if (!(name in table)) stop("story.txt: no release " name)
  return table[name]
}

# Leaves the changes of one release in chosen[1..n], in order, and returns n.
function choose(places, release_,   c, i, n) {
  n = 0
  for (c = 1; c <= changes; c++) {
    if (!(c in places) || int(places[c]) != release_) continue
    for (i = ++n; i > 1 && places[chosen[i - 1]] > places[c]; i--) chosen[i] = chosen[i - 1]
    chosen[i] = c
  }
  return n
}
